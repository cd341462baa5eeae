import pytest

from gaisma.base import audited, keys, personal_codes
from gaisma.base import rotation as ring
from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord
from gaisma.record.people.actions import personal_data
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
CODES = ["32000000001", "32000000002"]


@pytest.fixture(autouse=True)
def _told_and_noted():
    """The lake holds no codes, and is told of nothing."""


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def coded():
    return [factories.person(personal_code=code) for code in CODES]


class Killed(BaseException):
    """Stands for kill -9."""


def readable():
    return [
        personal_codes.decrypted(person.personal_code_encrypted)
        for person in Person.objects.exclude(personal_code_encrypted="").order_by("pk")
    ]


def found(code):
    return Person.objects.filter(personal_code_hash=personal_codes.keyed_hash(code)).count()


def test_rotate_puts_every_code_under_new_keys(home, coded):
    before = {name: keys.read(home / "keys" / name) for name in ring.NAMES}
    factories.person()

    count = personal_data.rotate_keys(by=None, at=NOW)

    assert count == 2
    after = {name: keys.read(home / "keys" / name) for name in ring.NAMES}
    assert all(after[name] != before[name] for name in ring.NAMES)
    person = Person.objects.get(pk=coded[0].pk)
    assert person.personal_code_encrypted != coded[0].personal_code_encrypted
    assert person.personal_code_hash == personal_codes.hashed(CODES[0], key=after[ring.HASH])
    assert readable() == CODES


def test_rotate_leaves_pseudonyms_and_raises_revisions(coded):
    personal_data.rotate_keys(by=None, at=NOW)

    person = Person.objects.get(pk=coded[0].pk)
    assert (person.pseudonym, person.revision) == (coded[0].pseudonym, 2)


def test_rotate_keeps_the_old_keys_aside(home, coded):
    before = keys.read(home / "keys" / ring.CODE)

    personal_data.rotate_keys(by=None, at=NOW)

    kept = home / "keys" / f"{ring.CODE}.{keys.fingerprint(before)}.retired"
    assert keys.read(kept) == before
    assert not list((home / "keys").glob("*.next"))


def test_rotate_twice_reads_everything(coded):
    personal_data.rotate_keys(by=None, at=NOW)
    personal_data.rotate_keys(by=None, at=NOW)

    assert readable() == CODES
    assert AuditRecord.objects.filter(action=audited.ROTATE_KEYS.key).count() == 2


def test_rotate_without_codes_changes_the_keys_all_the_same(home):
    assert personal_data.rotate_keys(by=None, at=NOW) == 0

    assert personal_codes.decrypted(personal_codes.encrypted(CODES[0])) == CODES[0]


def test_rotate_killed_before_its_commit_leaves_the_old_keys_in_force(monkeypatch, home, coded):
    def killed(**_):
        raise Killed

    monkeypatch.setattr(personal_data.audit, "note", killed)
    with pytest.raises(Killed):
        personal_data.rotate_keys(by=None, at=NOW)

    assert len(list((home / "keys").glob("*.next"))) == 2
    assert readable() == CODES
    assert [found(code) for code in CODES] == [1, 1]


@pytest.mark.parametrize("renamed", [0, 1])
def test_rotate_killed_after_its_commit_has_the_new_keys_in_force(
    monkeypatch, home, coded, renamed
):
    put = keys.put
    calls = iter(range(2))

    def killed(file, text):
        if next(calls) >= renamed:
            raise Killed
        put(file, text)

    with monkeypatch.context() as patch:
        patch.setattr(keys, "put", killed)
        with pytest.raises(Killed):
            personal_data.rotate_keys(by=None, at=NOW)

    assert readable() == CODES
    assert [found(code) for code in CODES] == [1, 1]
    assert personal_codes.decrypted(personal_codes.encrypted(CODES[0])) == CODES[0]


def test_rotate_again_after_a_kill_works(monkeypatch, home, coded):
    with monkeypatch.context() as patch:
        patch.setattr(ring, "finish", lambda: None)
        personal_data.rotate_keys(by=None, at=NOW)

    personal_data.rotate_keys(by=None, at=NOW)

    assert readable() == CODES
    assert [found(code) for code in CODES] == [1, 1]
    assert not list((home / "keys").glob("*.next"))


def test_rotate_is_the_administrators(specialist):
    with pytest.raises(NotPermitted):
        personal_data.rotate_keys(by=specialist, at=NOW)
