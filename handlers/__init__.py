"""Telegram in: decode what arrived, find out who is asking, call one use case."""
