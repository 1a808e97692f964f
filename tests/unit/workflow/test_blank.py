from consult_app.workflow.blank import own_blank_form
from tests.helpers.fakes import FakeVault, fake_services
from tests.helpers.sample import sample


def test_the_form_of_a_pack_is_laid_out_with_nobody_s_signature():
    pdf = own_blank_form(fake_services(sample()), FakeVault(), "sample", "face")
    assert pdf.startswith(b"blank of blank, ")
    assert pdf.endswith(b"signed by: ")
