"""`sitbone doctor`: is everything there that the bot needs, and if not, what is to be done?"""

from bot.doctor.examine import examine

__all__ = ["examine"]
