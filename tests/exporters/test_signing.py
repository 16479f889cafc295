"""Signatures: c2pa's own reader finds them whole and trusted, sees every change, and is told the truth."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest

pytest.importorskip("c2pa")

import c2pa
import pypdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

from voice2image import SigningConfig, Storyboard, read_provenance
from voice2image.cli import main
from voice2image.errors import ConfigError, ExportError, MissingExtraError
from voice2image.exporters.cbz import CbzConfig
from voice2image.exporters.manga_png import MangaPngConfig
from voice2image.exporters.mp4 import Mp4Config
from voice2image.exporters.zip import ZipExporter
from voice2image.image import HAND_DRAWN
from voice2image.testing import ExporterContract, coloured_board

DRAWN = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
COMPOSED = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
KEYS = {
    "es256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "es384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "es512": lambda: ec.generate_private_key(ec.SECP521R1()),
    "ps256": lambda: rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
}
NOW = datetime.now(UTC)


def pem(key, lock=None, form=PrivateFormat.PKCS8):
    return key.private_bytes(Encoding.PEM, form, lock or NoEncryption())


def certified(
    public_key, subject, issuer, issuer_key, *,
    authority=False, since=-1, until=30, usage=ExtendedKeyUsageOID.EMAIL_PROTECTION,
):  # fmt: skip
    """A certificate as C2PA asks for it."""
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)]
    builder = (
        x509.CertificateBuilder(*reversed(names), public_key, x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=since))
        .not_valid_after(NOW + timedelta(days=until))
        .add_extension(x509.BasicConstraints(authority, None), True)
        .add_extension(
            x509.KeyUsage(not authority, False, False, False, False, authority, authority, False, False), True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
    )
    if usage and not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), usage == ExtendedKeyUsageOID.TIME_STAMPING)
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(Encoding.PEM)


CA_KEY = ec.generate_private_key(ec.SECP256R1())
CA = certified(CA_KEY.public_key(), "Studio Authority", "Studio Authority", CA_KEY, authority=True, until=3650)


@pytest.fixture
def identity(tmp_path_factory):
    """Makes a key and its certificate, and says where they are."""

    def make(kind="es256", *, key_file=None, chain=None, **fields):
        key = KEYS[kind]()
        certificate = certified(key.public_key(), "Ann Artist", "Studio Authority", CA_KEY, **fields)
        folder = tmp_path_factory.mktemp("identity")
        (folder / "chain.pem").write_bytes(chain(certificate) if chain else certificate + CA)
        (folder / "key.pem").write_bytes(key_file(key) if key_file else pem(key))
        return SigningConfig(certificates=folder / "chain.pem", private_key=folder / "key.pem")

    return make


def read(content, media_type, *, trusting=CA):
    settings = {"verify": {"verify_trust": True}, "trust": {"trust_anchors": trusting.decode()} if trusting else {}}
    return c2pa.Reader(media_type, BytesIO(content), context=c2pa.Context.from_dict(settings))


def assertions(reader):
    return {each["label"]: each["data"] for each in reader.get_active_manifest()["assertions"]}


def created(reader):
    (action,) = assertions(reader)["c2pa.actions.v2"]["actions"]
    assert action["action"] == "c2pa.created"
    return action


class TestZip(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return ZipExporter()

    def check(self, path, panels):
        with zipfile.ZipFile(path) as file:
            assert file.testzip() is None
            assert [name.partition(".")[0] for name in file.namelist()] == [f"{n:03}" for n in range(1, panels + 1)]
            for name in file.namelist():
                assert read_provenance(file.read(name)) if name.endswith(".png") else file.read(name)


class TestSignedZip(TestZip):
    @pytest.fixture
    def exporter(self, identity):
        return ZipExporter().signing(identity())


@pytest.mark.parametrize("kind", KEYS)
def test_a_picture_is_signed_with_any_kind_of_key(make_image, identity, tmp_path, kind):
    saved = make_image().save(tmp_path / "a.png", sign=identity(kind))
    content = saved.path.read_bytes()
    reader = read(content, "image/png")
    assert reader.get_validation_state() == "Trusted"
    assert reader.get_active_manifest()["signature_info"]["alg"].lower() == kind
    assert reader.get_active_manifest()["signature_info"]["common_name"] == "Ann Artist"
    assert read(content, "image/png", trusting=None).get_validation_state() == "Valid"


def test_every_changed_byte_is_seen(make_image, identity, tmp_path):
    content = make_image().save(tmp_path / "a.png", sign=identity()).path.read_bytes()
    places = [content.index(b"IDAT") + 8, content.index(b"Steps: "), content.index(b"c2pa.created"), len(content) - 20]
    for place in places:
        changed = bytearray(content)
        changed[place] ^= 1
        try:
            state = read(bytes(changed), "image/png").get_validation_state()
        except c2pa.C2paError:
            continue  # what is said of the picture makes no sense any more
        assert state == "Invalid", place


def test_a_picture_is_still_ours(make_image, identity, tmp_path):
    image = make_image()
    saved = image.save(tmp_path / "a.png", sign=identity())
    assert read_provenance(saved.path) == image.provenance
    assert saved.pixels.tobytes() == image.pixels.tobytes()
    again = saved.save(tmp_path / "b.png")
    assert again.path.read_bytes() == saved.path.read_bytes()  # signed as it was


def test_a_picture_says_how_it_was_made(make_image, identity, tmp_path):
    image = make_image()
    reader = read(image.save(tmp_path / "a.png", sign=identity()).path.read_bytes(), "image/png")
    action = created(reader)
    assert action["digitalSourceType"] == DRAWN
    assert action["softwareAgent"]["name"] == "voice2image"
    assert action["softwareAgent"]["version"]
    assert action["when"] == image.provenance.created_at
    (model,) = reader.get_active_manifest()["ingredients"]
    assert (model["title"], model["relationship"]) == (image.provenance.model, "inputTo")
    assert assertions(reader)["voice2image.provenance"] == image.provenance.model_dump(mode="json")


def test_a_picture_that_a_hand_drew_is_no_models(make_image, identity, tmp_path):
    image = make_image().with_provenance(generator=HAND_DRAWN)
    reader = read(image.save(tmp_path / "a.png", sign=identity()).path.read_bytes(), "image/png")
    assert created(reader)["digitalSourceType"] == COMPOSED


def test_a_film_is_put_together_of_pictures(identity, tmp_path):
    import av

    board = coloured_board(3, status="mixed")
    path = board.export(tmp_path / "a.mp4", Mp4Config(width=64, height=36, fps=8), sign=identity())
    content = path.read_bytes()
    reader = read(content, "video/mp4")
    assert reader.get_validation_state() == "Trusted"
    assert created(reader)["digitalSourceType"] == COMPOSED
    assert reader.get_active_manifest()["title"] == board.title
    told = assertions(reader)["voice2image.pictures"]
    assert told == {str(p.number): p.image.provenance.model_dump(mode="json") for p in board if p.image}
    with av.open(str(path)) as film:
        assert sum(1 for _ in film.decode(video=0)) == 60
    changed = bytearray(content)
    changed[content.index(b"mdat") + 100] ^= 1
    assert read(bytes(changed), "video/mp4").get_validation_state() == "Invalid"


@pytest.mark.parametrize("suffix", ["pdf", "manga.pdf"])
def test_a_pdf_is_signed(identity, tmp_path, suffix):
    board = coloured_board(9)
    plain = board.export(tmp_path / f"plain.{suffix}")
    path = board.export(tmp_path / f"a.{suffix}", sign=identity())
    reader = read(path.read_bytes(), "application/pdf")
    assert reader.get_validation_state() == "Trusted"
    assert created(reader)["digitalSourceType"] == DRAWN
    pages, before = pypdf.PdfReader(path), pypdf.PdfReader(plain)
    assert [page.extract_text() for page in pages.pages] == [page.extract_text() for page in before.pages]
    assert pages.metadata.title == before.metadata.title
    assert pages.xmp_metadata.stream.get_data() == before.xmp_metadata.stream.get_data()


def test_every_page_of_a_comic_is_signed_by_itself(identity, tmp_path):
    board = coloured_board(20)
    with zipfile.ZipFile(board.export(tmp_path / "a.cbz", CbzConfig(page_width=300), sign=identity())) as file:
        pages = [read(file.read(name), "image/jpeg") for name in file.namelist() if name.endswith(".jpg")]
    board.export(tmp_path / "a.manga.png", MangaPngConfig(page_width=300), sign=identity())
    pngs = sorted(tmp_path.glob("a*.manga.png"))
    pages += [read(path.read_bytes(), "image/png") for path in pngs]
    assert len(pngs) > 1
    assert {page.get_validation_state() for page in pages} == {"Trusted"}
    told = [set(assertions(page)["voice2image.pictures"]) for page in pages]
    assert set.union(*told) == {str(number) for number in range(1, 21)}
    assert sum(map(len, told)) == 40
    coloured_board(1).export(tmp_path / "a.manga.png", MangaPngConfig(page_width=300), sign=identity())
    assert len(list(tmp_path.glob("a*.manga.png"))) == 1  # signed pages are known as ours


def test_every_picture_of_a_zip_is_signed_by_itself(identity, tmp_path):
    board = coloured_board(3)
    with zipfile.ZipFile(board.export(tmp_path / "a.zip", sign=identity())) as file:
        readers = [read(file.read(name), "image/png") for name in file.namelist()]
    assert {reader.get_validation_state() for reader in readers} == {"Trusted"}
    seeds = [assertions(reader)["voice2image.provenance"]["prompt"]["seed"] for reader in readers]
    assert seeds == [1, 2, 3]


def test_a_signed_picture_stays_signed_on_a_board(make_board, make_image, identity, tmp_path):
    board = make_board(1)
    signed = board[0].image.save(tmp_path / "a.png", sign=identity())
    saved = board.with_panel(board[0].replace(image=signed)).save(tmp_path / "board")
    again = Storyboard.load(tmp_path / "board")[0].image
    assert read(again.to_png(), "image/png").get_validation_state() == "Trusted"
    assert saved[0].image.path.read_bytes() == signed.path.read_bytes()


def test_the_command_signs(identity, make_board, tmp_path):
    config = identity()
    make_board(2).save(tmp_path / "board")
    target = tmp_path / "a.manga.png"
    signed = ["--sign-with", str(config.certificates), str(config.private_key)]
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["export", str(tmp_path / "board"), str(target), *signed])
    assert read(target.read_bytes(), "image/png").get_validation_state() == "Trusted"


def test_formats_that_hold_no_signature_say_so(identity, tmp_path):
    for suffix in ("csv", "webm", "html"):
        with pytest.raises(ExportError, match=rf"no signature can be put into \.{suffix} files"):
            coloured_board(1).export(tmp_path / f"a.{suffix}", sign=identity())
    assert not list(tmp_path.iterdir())


def test_all_formats_at_once_are_signed_where_they_can_be(make_board, identity, tmp_path, capsys):
    config = identity()
    make_board(2).save(tmp_path / "board")
    signed = ["--sign-with", str(config.certificates), str(config.private_key)]
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["export", str(tmp_path / "board"), "--all", str(tmp_path / "out"), *signed])
    types = {"board.mp4": "video/mp4", "board.pdf": "application/pdf", "board.manga.png": "image/png"}
    for name, media_type in types.items():
        assert read((tmp_path / "out" / name).read_bytes(), media_type).get_validation_state() == "Trusted", name
    for name, picture in {"board.zip": "001.png", "board.cbz": "0001.jpg"}.items():
        with zipfile.ZipFile(tmp_path / "out" / name) as file:
            media_type = "image/png" if picture.endswith("png") else "image/jpeg"
            assert read(file.read(picture), media_type).get_validation_state() == "Trusted", name
    assert (tmp_path / "out" / "board.csv").stat().st_size
    told = capsys.readouterr().err
    assert "without a signature" in told
    for name in ("csv", "gif", "otio", "webm"):
        assert f" {name}" in told


def other_key(key):
    return pem(KEYS["es256"]())


BAD = {
    "isn't the key of the first certificate": {"key_file": other_key},
    "put the one that it belongs to first": {"chain": lambda certificate: CA + certificate},
    "locked with a password": {"key_file": lambda key: pem(key, BestAvailableEncryption(b"secret"))},
    "no private key in PEM": {
        "key_file": lambda key: b"-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----"
    },
    "no certificates in PEM": {"chain": lambda certificate: b"hello"},
    "was valid until": {"since": -3, "until": -1},
    "is valid from .* not yet": {"since": 2},
}


@pytest.mark.parametrize("told", BAD)
def test_what_is_no_good_is_told_before_anything_is_drawn(identity, tmp_path, told):
    target = tmp_path / "a.mp4"
    target.write_bytes(b"older")
    shares = []
    with pytest.raises(ConfigError, match=told) as caught:
        coloured_board(1).export(
            target, Mp4Config(width=64, height=36), sign=identity(**BAD[told]), progress=shares.append
        )
    assert target.read_bytes() == b"older"
    assert not shares
    assert list(tmp_path.iterdir()) == [target]
    assert "SECRET" not in f"{caught.value} {caught.value.__cause__} {caught.value.__context__}"


def test_a_missing_file_is_told(identity, tmp_path):
    config = identity()
    for field in ("certificates", "private_key"):
        with pytest.raises(ConfigError, match=r"nowhere\.pem: No such file"):
            coloured_board(1).export(tmp_path / "a.zip", sign=config.replace(**{field: tmp_path / "nowhere.pem"}))


def test_what_the_library_refuses_is_told(make_image, identity, tmp_path):
    with pytest.raises(ExportError, match=r"it can't be signed: .*certificate"):
        make_image().save(tmp_path / "a.png", sign=identity(usage=None))
    assert not (tmp_path / "a.png").exists()


def test_an_algorithm_that_does_not_fit_the_key_is_told(make_image, identity, tmp_path):
    with pytest.raises((ConfigError, ExportError), match="can't"):
        make_image().save(tmp_path / "a.png", sign=identity().replace(algorithm="ps256"))


def test_other_wordings_of_a_key_are_read_too(make_image, identity, tmp_path):
    config = identity("ps256", key_file=lambda key: pem(key, form=PrivateFormat.TraditionalOpenSSL))
    content = make_image().save(tmp_path / "a.png", sign=config).path.read_bytes()
    assert read(content, "image/png").get_validation_state() == "Trusted"


def test_a_key_that_c2pa_does_not_know_is_told(make_image, identity, monkeypatch, tmp_path):
    monkeypatch.setitem(KEYS, "k1", lambda: ec.generate_private_key(ec.SECP256K1()))
    with pytest.raises(ConfigError, match="use P-256"):
        make_image().save(tmp_path / "a.png", sign=identity("k1"))


def test_an_authority_that_does_not_answer_is_told(make_image, identity, tmp_path):
    config = identity().replace(timestamp_url="http://127.0.0.1:9/stamp")
    with pytest.raises(ExportError, match=r"does http://127\.0\.0\.1:9/stamp answer\?"):
        make_image().save(tmp_path / "a.png", sign=config)
    with pytest.raises(ConfigError, match="timestamp_url"):
        config.replace(timestamp_url="file:///etc/passwd")


TSA_SETTINGS = """
[tsa]
default_tsa = studio
[studio]
dir = {folder}
serial = {folder}/serial
signer_cert = {folder}/stamp.pem
certs = {folder}/chain.pem
signer_key = {folder}/stamp.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@pytest.fixture
def authority(tmp_path):
    """A timestamp authority (RFC 3161) at work: OpenSSL's, behind a server of this machine."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl")
    folder = tmp_path / "tsa"
    folder.mkdir()
    key = rsa.generate_private_key(65537, 2048)
    usage = ExtendedKeyUsageOID.TIME_STAMPING
    stamp = certified(key.public_key(), "Studio Clock", "Studio Authority", CA_KEY, usage=usage)
    (folder / "stamp.key").write_bytes(pem(key))
    (folder / "stamp.pem").write_bytes(stamp)
    (folder / "chain.pem").write_bytes(stamp + CA)
    (folder / "serial").write_text("01")
    (folder / "tsa.cnf").write_text(TSA_SETTINGS.format(folder=folder))
    asked = []

    class Clock(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(self.headers["Content-Type"])
            (folder / "query.tsq").write_bytes(query)
            command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            reply = (folder / "reply.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Clock)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/stamp", asked
    server.shutdown()
    server.server_close()


def test_an_authority_attests_when_it_was_signed(make_image, identity, authority, tmp_path):
    url, asked = authority
    config = identity().replace(timestamp_url=url)
    content = make_image().save(tmp_path / "a.png", sign=config).path.read_bytes()
    assert asked == ["application/timestamp-query"]
    reader = read(content, "image/png")
    signed_at = datetime.fromisoformat(reader.get_active_manifest()["signature_info"]["time"])
    assert abs(datetime.now(UTC) - signed_at) < timedelta(minutes=5)
    codes = [each["code"] for each in reader.get_validation_results()["activeManifest"]["success"]]
    assert "timeStamp.validated" in codes
    assert reader.get_validation_state() == "Trusted"


def test_without_the_library_the_line_that_installs_it_is_told(make_image, identity, monkeypatch, tmp_path):
    config = identity()
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'voice2image\[c2pa\]'"):
        make_image().save(tmp_path / "a.png", sign=config)


def test_the_key_is_written_nowhere(identity, tmp_path, caplog):
    config = identity()
    secret = config.private_key.read_text().splitlines()[1]
    caplog.set_level("DEBUG")
    path = coloured_board(1).export(tmp_path / "a.zip", sign=config)
    shown = (repr(config), config.to_json(), str(pickle.dumps(config)), json.dumps(str(config)), caplog.text)
    assert not any(secret in text for text in shown)
    assert secret.encode() not in path.read_bytes()


def test_signing_says_that_the_disk_is_full(identity, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(ExportError, match="No space left"):
        coloured_board(1).export(tmp_path / "a.pdf", sign=identity())
    assert not list(tmp_path.iterdir())


def test_pages_are_the_same_picture_when_signed(identity, tmp_path):
    board = coloured_board(2)
    config = MangaPngConfig(page_width=300)
    plain = Image.open(board.export(tmp_path / "a.manga.png", config))
    signed = Image.open(board.export(tmp_path / "b.manga.png", config, sign=identity()))
    assert plain.tobytes() == signed.tobytes()
