"""What the tests of people outside share."""

from datetime import timedelta

import pytest
from company import START, open_company
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from outside_desk import PUBLIC_URL, Mailbox, Outside

from bot.clock import SystemClock


@pytest.fixture
async def company(sqlite_file):
    async with open_company(sqlite_file, public_url=PUBLIC_URL) as opened:
        yield opened


@pytest.fixture
async def outsiders(company):
    made = Outside(company)
    yield made
    for outsider in made.outsiders:
        await outsider.client.aclose()


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
async def outsiders_on_postgres(company_on_postgres):
    made = Outside(company_on_postgres)
    yield made
    for outsider in made.outsiders:
        await outsider.client.aclose()


@pytest.fixture
def clock():
    return START


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for localhost with its key, in one file, trusted by nobody who was not told."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = SystemClock().now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
