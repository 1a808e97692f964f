"""The real window, opened on a folder of its own and closed when the test ends."""

import pytest

from consult_app.ui import theme
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qapp, tmp_path):
    theme.apply(qapp)
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()
