"""Files as they come in: what is larger than the limit is let go by and never kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class BoundedUpload(FileUploadHandler):
    """Stands first among the upload handlers. Sets `request.too_large_file` when a file was let go by."""

    chunk_size = 64 * 1024

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self._came = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._came += len(raw_data)
        if self._came > settings.UPLOAD_LIMIT:
            assert self.request is not None
            self.request.too_large_file = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
