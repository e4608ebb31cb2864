"""What was typed into a form whose log-in or token had run out, given back to the same form."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from outreach.models import Photo
from outreach.photos import clean_photo
from outreach.uploads import keep

# The hidden field by which a form says whose it is, and the key of the session.
OWNER = "form_owner"
KEPT = "kept_form"
SALT = "outreach.form_recovery"
# The name of a file field, and of the field that takes the receipt of its kept picture.
PICTURE, RECEIPT = "picture", "receipt"


def seal(user, page):
    """The value of the hidden field: only a page made for this user holds it."""
    return signing.dumps([user.pk, page], salt=SALT)


def sealed_in(request):
    """Whose the posted form is, and the address of the page it stood on, or None twice."""
    try:
        owner, page = signing.loads(request.POST.get(OWNER, ""), salt=SALT)
    except signing.BadSignature:
        return None, None
    return owner, page


def keep_posted(request):
    """Hold what was posted, for its owner alone; returns the page to go back to, or None."""
    owner, page = sealed_in(request)
    if page is None:
        return None
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    for name, upload in request.FILES.items():
        keep_upload(data, name, upload)
    request.session[KEPT] = {"path": page, "owner": owner, "data": data.urlencode()}
    return page


def keep_upload(data, name, upload):
    prefix = name.removesuffix(PICTURE)
    # A picture of a survivor is not kept, not even until the form comes back.
    if prefix == name or data.get(f"{prefix}recognisable") == Photo.Recognisable.SURVIVOR:
        return
    try:
        data[prefix + RECEIPT] = keep(clean_photo(upload))
    except ValidationError:
        return  # The form will ask for another picture.


def restored_post(request):
    """What a form of this page is filled with: what is posted now or was kept before, or None."""
    if request.method == "POST":
        forget(request)
        return request.POST
    kept = request.session.get(KEPT)
    if kept and kept["path"] == request.path and kept["owner"] == request.user.pk:
        messages.info(request, _("This is what you typed. Look it over and save it."))
        return QueryDict(kept["data"])
    return None


def forget(request):
    request.session.pop(KEPT, None)


def say_saved(request, sentence):
    """Tell the reader, and the browser: it forgets what it kept of this form."""
    _owner, page = sealed_in(request)
    token = request.POST.get("form_token") or page or ""
    messages.success(request, sentence, extra_tags=token)
