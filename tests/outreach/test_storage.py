import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile

from outreach.storage import WholeFileStorage

# More than one chunk of 64 kB, and no round number of them.
PICTURE = bytes(range(256)) * 700 + b"end"


class BrokenUpload(ContentFile):
    """An upload whose connection breaks, or whose disk fills, after the first chunk."""

    def chunks(self, chunk_size=None):
        yield self.read(1000)
        raise OSError("No space left on device")


class WatchedUpload(ContentFile):
    """An upload that remembers what a reader of `folder` sees while it is written."""

    def __init__(self, content, folder):
        super().__init__(content)
        self.folder = folder
        self.seen = []

    def chunks(self, chunk_size=None):
        for chunk in super().chunks(chunk_size):
            self.seen.append((self.folder / "bees.jpg").exists())
            yield chunk


def large_upload(content):
    """An upload that Django keeps in a file, which is moved instead of copied."""
    upload = TemporaryUploadedFile("bees.jpg", "image/jpeg", len(content), None)
    upload.write(content)
    upload.seek(0)
    return upload


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path)


def read(storage, name):
    with storage.open(name) as file:
        return file.read()


def files(storage):
    return sorted(storage.listdir("")[1])


@pytest.mark.parametrize("upload", [ContentFile, large_upload])
def test_the_whole_content_is_saved(storage, upload):
    with upload(PICTURE) as content:
        name = storage.save("bees.jpg", content)

    assert name == "bees.jpg"
    assert read(storage, name) == PICTURE
    assert files(storage) == ["bees.jpg"]


def test_folders_are_made(storage):
    name = storage.save("photos/2025/bees.jpg", ContentFile(PICTURE))

    assert name == "photos/2025/bees.jpg"
    assert storage.listdir("photos/2025") == ([], ["bees.jpg"])


def test_a_file_is_not_there_until_it_is_whole(storage, tmp_path):
    upload = WatchedUpload(PICTURE, tmp_path)

    storage.save("bees.jpg", upload)

    assert upload.seen == [False, False, False]
    assert files(storage) == ["bees.jpg"]


def test_nothing_is_left_of_a_broken_upload(storage):
    with pytest.raises(OSError, match="No space left"):
        storage.save("bees.jpg", BrokenUpload(PICTURE))

    assert files(storage) == []


def test_a_name_in_use_is_not_overwritten(storage):
    storage.save("bees.jpg", ContentFile(b"first"))

    second = storage.save("bees.jpg", ContentFile(b"second"))

    assert second != "bees.jpg"
    assert read(storage, "bees.jpg") == b"first"
    assert read(storage, second) == b"second"
    assert files(storage) == sorted(["bees.jpg", second])


def test_a_broken_upload_leaves_the_older_file_alone(storage):
    storage.save("bees.jpg", ContentFile(b"first"))

    with pytest.raises(OSError, match="No space left"):
        storage.save("bees.jpg", BrokenUpload(PICTURE))

    assert files(storage) == ["bees.jpg"]
    assert read(storage, "bees.jpg") == b"first"
