"""What a package defines, wherever in it, so that no test keeps a list that somebody forgets."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def classes_in(package: ModuleType) -> list[type]:
    """The classes that the modules of a package define, not those that they import."""
    modules = [import_module(f"{package.__name__}.{one.name}") for one in iter_modules(package.__path__)]
    found = [(module, one) for module in modules for one in vars(module).values() if isinstance(one, type)]
    return [one for module, one in found if one.__module__ == module.__name__]
