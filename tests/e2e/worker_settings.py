"""The site's settings with a worker that notices early that another one died."""

from grantreports.settings import *

Q_CLUSTER = Q_CLUSTER | {"timeout": 3, "retry": 4, "poll": 0.2}
