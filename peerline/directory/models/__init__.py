"""The tables of the directory: those of HSDS, and what keeps them true."""

from .commenting import Comment
from .finding import Edition, Reach, Vocabulary, Words
from .interest import Interest
from .links import WatchedLink
from .movement import Need, Network, News, Partner, Resource
from .places import Accessibility, Address, Location, ServiceArea, ServiceAtLocation
from .reaching import Contact, Language, Phone, Schedule
from .relaying import Relay, RelayContact
from .services import (
    CostOption,
    Funding,
    Organization,
    OrganizationIdentifier,
    Program,
    RequiredDocument,
    Service,
    ServiceCapacity,
    Unit,
    Url,
)
from .suggesting import Suggestion
from .tallies import Tally
from .terms import Attribute, Taxonomy, TaxonomyTerm
from .translating import Translation
from .upkeep import Change, Listing, Verification

# What somebody who is not a member left here, and what may have to be gone at once.
ERASED_FROM = tuple(one._meta.db_table for one in (Comment, Interest, Relay, RelayContact, Suggestion))

__all__ = [
    "ERASED_FROM",
    "Accessibility",
    "Address",
    "Attribute",
    "Change",
    "Comment",
    "Contact",
    "CostOption",
    "Edition",
    "Funding",
    "Interest",
    "Language",
    "Listing",
    "Location",
    "Need",
    "Network",
    "News",
    "Organization",
    "OrganizationIdentifier",
    "Partner",
    "Phone",
    "Program",
    "Reach",
    "Relay",
    "RelayContact",
    "RequiredDocument",
    "Resource",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Suggestion",
    "Tally",
    "Taxonomy",
    "TaxonomyTerm",
    "Translation",
    "Unit",
    "Url",
    "Verification",
    "Vocabulary",
    "WatchedLink",
    "Words",
]
