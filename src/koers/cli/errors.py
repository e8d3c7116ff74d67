"""What a command raises for one clear line on standard error."""


class CommandError(Exception):
    """The message is one sentence for the person at the terminal; it ends the command with exit code 1."""


class WrongUsage(CommandError):
    """The command itself was given wrongly: exit code 2."""
