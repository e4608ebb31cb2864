"""The site's settings in a process of its own; its worker notices a dead one early."""

from grantreports.settings import *

Q_CLUSTER = Q_CLUSTER | {"timeout": 3, "retry": 4, "poll": 0.2}
# Tables are made from the models: running all migrations takes most of a test's time.
MIGRATION_MODULES = dict.fromkeys(app.rpartition(".")[2] for app in INSTALLED_APPS)
