"""Words by which a page is known that sells its domain: they are noted for an editor, who looks with their own eyes."""

from __future__ import annotations

SIGNS = (
    "this domain is for sale", "domain is for sale", "domain may be for sale", "buy this domain", "domain is parked",
    "this domain has expired", "domain name has expired", "sedoparking", "parkingcrew", "parklogic", "bodis.com",
    "afternic.com", "hugedomains.com", "dan.com/buy-domain", "domain steht zum verkauf", "domaine est à vendre",
    "dominio está en venta", "domínio está à venda", "domena jest na sprzedaż", "домен продается", "домен продаётся",
    "домен продається", "このドメインは売り出し中",
)  # fmt: skip
SELLERS = ("sedo.com", "afternic.com", "hugedomains.com", "dan.com", "bodis.com", "parkingcrew.net", "godaddy.com")


def is_parked(host: str, body: bytes) -> bool:
    """Whether a host sells domains, or a page says that its own is for sale."""
    said = body.decode("utf-8", "replace").casefold()
    return any(host == one or host.endswith(f".{one}") for one in SELLERS) or any(one in said for one in SIGNS)
