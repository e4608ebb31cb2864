"""What a browser sends of a page: the fields of its longest form as they stand."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.text, self.select = [], None, None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        name = found.get("name")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name:
            is_box = found.get("type") in ("checkbox", "radio")
            if found.get("type") not in ("file", "submit") and (not is_box or "checked" in found):
                self.forms[-1][name] = found.get("value") or ("on" if is_box else "")
        elif tag == "textarea":
            self.text = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in found:
            self.forms[-1][self.select] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag in ("textarea", "select"):
            self.text = self.select = None

    def handle_data(self, data):
        if self.text:
            self.forms[-1][self.text] += data.removeprefix("\n")


def sent_by(response):
    fields = Fields()
    fields.feed(response.text)
    form = max(fields.forms, key=len)
    return {name: value for name, value in form.items() if name != "csrfmiddlewaretoken"}
