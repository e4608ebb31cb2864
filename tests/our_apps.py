from django.apps import apps

OUR_APPS = [
    config.label
    for config in apps.get_app_configs()
    if config.name.partition(".")[0] in ("grantreports", "outreach", "projects")
]


def our_models():
    """All models of the site's own apps; those that hold a history are named Historical…"""
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]
