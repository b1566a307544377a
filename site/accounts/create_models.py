"""The tables of several models in one step, for migrations that build an empty database."""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateModels(Operation):
    """Create the tables of several models whose fields may point at one another.

    Django renders the models anew after each `CreateModel`, and each of ours hangs together with most others: on an
    empty database that is nearly all the time that migrations take. Here they are rendered once.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations  # CreateModel, with constraints and indexes in the options

    def state_forwards(self, app_label, state):
        """Add the models; whoever asks for them next has them rendered together."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Create the tables; foreign keys inside the app wait for the end of the migration or are not checked."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """Drop the tables, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label):
        """Tell whether one of the models refers to another, for Django's optimizer."""
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self):
        """Say in the log what is made."""
        return "Create the models " + ", ".join(operation.name for operation in self.operations)
