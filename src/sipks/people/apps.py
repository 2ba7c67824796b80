from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sipks.people"

    def ready(self) -> None:
        """Tell of the stores of sealed values, and register the checks and what officers may leave
        open here."""
        from .own_work import register_all
        from .seal import checks, register  # noqa: F401
        from .seal.files import FileStore
        from .seal.stores import FactorStore, SealedStore
        from .signin import hooks

        for store in (SealedStore(), FactorStore(), FileStore()):
            register(store)
        register_all()
        hooks.connect()
