"""Writes a bill of materials of the locked parts, as CycloneDX: python -m supply.materials [OUT].

It follows of the lock alone: the same lock gives the same bill, wherever it is made, and no place
to fetch from stands in it.
"""

import sys
import uuid
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.bom_ref import BomRef
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from supply.locks import RUNTIME, Part, parts

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""A bill that follows of the lock alone tells no moment of its making."""
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "gaisma")


def bill(lock: Path = RUNTIME) -> Bom:
    """The bill of what the lock holds."""
    held = parts(lock)
    root = Component(name="gaisma", type=ComponentType.APPLICATION, bom_ref=BomRef("gaisma"))
    told = Bom(
        components=[_component(part) for part in held],
        metadata=BomMetaData(component=root, timestamp=EPOCH),
        serial_number=uuid.uuid5(NAMESPACE, lock.read_text(encoding="utf-8")),
    )
    told.register_dependency(root, list(told.components))
    return told


def written(told: Bom) -> str:
    """The bill as CycloneDX 1.6 in JSON."""
    return JsonV1Dot6(told).output_as_string(indent=2) + "\n"


def _component(part: Part) -> Component:
    url = PackageURL("pypi", name=part.name, version=part.version)
    where = [Property(name="gaisma:where", value=part.where)] if part.where else []
    # Of one part there are several files, for several machines: each has its hash.
    hashes = [Property(name="gaisma:sha256", value=value) for value in part.hashes]
    licence = _licence(part.name)
    return Component(
        name=part.name,
        version=part.version,
        type=ComponentType.LIBRARY,
        purl=url,
        bom_ref=BomRef(str(url)),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=part.hashes[0])]
        if len(part.hashes) == 1
        else [],
        properties=[*where, *hashes],
        licenses=[DisjunctiveLicense(name=licence)] if licence else [],
    )


def _licence(name: str) -> str:
    """What the part that is installed here says of its licence."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    short = told.get("License", "").strip()
    return (
        told.get("License-Expression", "")
        or ", ".join(classified)
        or (short if "\n" not in short else "")
    )


def main() -> None:
    """Write the bill where the argument says, or print it."""
    text = written(bill())
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
