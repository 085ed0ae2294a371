"""The addresses of the room's pages and of its API."""

from __future__ import annotations

from django.urls import URLPattern, path

from peerline.desk.views import conversation, doing, erasing, leaving, line, links, queue, reading, referring, review

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("desk/", queue.page, name="queue"),
    path("desk/set-aside/", queue.try_again, name="try-again"),
    path("desk/c/<str:ref>/", conversation.page, name="conversation"),
    path("desk/c/<str:ref>/erase/", erasing.page, name="erase"),
    path("desk/line/", line.page, name="line"),
    path("desk/line/names/", line.names, name="line-names"),
    path("desk/line/promise/", line.promise, name="line-promise"),
    path("desk/line/retention/", line.retention, name="line-retention"),
    path("desk/line/links/", links.page, name="links"),
    path("desk/line/policy/<str:language>/", line.texts, name="line-policy"),
    path("desk/line/wording/<str:language>/", line.wordings, name="line-wordings"),
    path("desk/line/wording/<str:language>/<str:key>/", line.wording_of, name="line-wording"),
    path("desk/review/", review.drafts, name="drafts"),
    path("desk/review/<str:ref>/", review.draft, name="draft"),
    path("people/<str:ref>/leave/", leaving.page, name="leave"),
    path("api/queue", reading.queue, name="api-queue"),
    path("api/openapi.json", reading.description, name="openapi"),
    path("api/referrals", referring.services, name="api-referrals"),
    path("api/referrals/tally", referring.tally, name="tally"),
    path("api/conversations/<str:ref>", reading.conversation, name="api-conversation"),
    path("api/conversations/<str:ref>/claim", doing.claim, name="claim"),
    path("api/conversations/<str:ref>/reply", doing.reply, name="reply"),
    path("api/conversations/<str:ref>/note", doing.note, name="note"),
    path("api/conversations/<str:ref>/retire-tag", doing.retire_tag, name="retire-tag"),
    path("api/conversations/<str:ref>/draft", doing.draft, name="api-draft"),
    path("api/conversations/<str:ref>/holders", doing.holders, name="holders"),
    path("api/conversations/<str:ref>/remove", doing.remove, name="remove"),
    path("api/conversations/<str:ref>/hand-over", doing.hand_over, name="hand-over"),
    path("api/conversations/<str:ref>/step-back", doing.step_back, name="step-back"),
    path("api/conversations/<str:ref>/new-key", doing.new_key, name="new-key"),
    path("api/conversations/<str:ref>/writing", doing.writing, name="writing"),
    path("api/conversations/<str:ref>/urgent", doing.urgent, name="urgent"),
    path("api/conversations/<str:ref>/calm", doing.calm, name="calm"),
    path("api/conversations/<str:ref>/close", doing.close, name="close"),
    path("api/conversations/<str:ref>/reopen", doing.reopen, name="reopen"),
    path("api/drafts/<str:ref>/release", doing.release, name="release"),
    path("api/drafts/<str:ref>/return", doing.give_back, name="give-back"),
    path("api/drafts/<str:ref>/drop", doing.drop, name="drop"),
    path("api/messages/<str:ref>/take-back", doing.take_back, name="take-back"),
    path("api/messages/<str:ref>/key", doing.keep_key, name="message-key"),
    path("api/messages/<str:ref>/sealed", reading.message, name="message"),
    path("api/attachments/<str:ref>", reading.attachment, name="attachment"),
]
