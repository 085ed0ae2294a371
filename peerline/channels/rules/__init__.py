"""The rules against abuse at the mail door: one a file, each a question that is answered from facts alone.

Words: fact (what was counted or looked up, see `facts`), rule (a question to the facts), verdict (take, slow, spam),
spam box (conversations in no queue and with no clock, sealed like all others; leads look through it). `decide` is the
list. Deliberately not here: anything that drops a mail or tells its writer, and any rule that lowers an urgency.
"""
