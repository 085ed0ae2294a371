"""The pages of the members: sign in, join, unlock, me, and the coordinator's list."""
