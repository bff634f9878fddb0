"""The Telegram door, on python-telegram-bot's Bot alone: its Updater acknowledges before the work is stored."""
