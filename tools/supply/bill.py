"""The bill of materials (CycloneDX): what is in a release, for those who must know."""

from __future__ import annotations

import tomllib
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from .packages import REQUIREMENTS, ROOT, Package, node_packages, python_packages

_ALGORITHMS = {"sha256": HashAlgorithm.SHA_256, "sha512": HashAlgorithm.SHA_512}


def bill() -> Bom:
    """What a running copy has in it: the packages of `base.txt` and those of the front end."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    made = Bom()
    made.metadata.component = Component(
        name=project["name"], version=project["version"], type=ComponentType.APPLICATION,
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )  # fmt: skip
    for one in (*python_packages(REQUIREMENTS[0]), *node_packages(builds=False)):
        made.components.add(_component(one))
    made.register_dependency(made.metadata.component, made.components)
    return made


def bill_write(path: Path) -> None:
    """Write it as JSON."""
    out = make_outputter(bill(), OutputFormat.JSON, SchemaVersion.V1_6)
    path.write_text(out.output_as_string(indent=2))


def _component(one: Package) -> Component:
    licences = [LicenseFactory().make_from_string(one.licence)] if one.licence else []
    space, _, name = one.name.rpartition("/")
    url = PackageURL(one.kind, space or None, name, one.version)
    # Of a Python package one hash a file that may be installed; which one is, the machine decides.
    hashes = list(_hashes(one)) if one.kind == "npm" else []
    return Component(
        name=one.name, version=one.version, type=ComponentType.LIBRARY, purl=url,
        bom_ref=url.to_string(), licenses=licences, hashes=hashes,
    )  # fmt: skip


def _hashes(one: Package) -> Iterator[HashType]:
    for said in one.hashes:
        kind, _, digest = said.partition("-")
        if algorithm := _ALGORITHMS.get(kind):
            yield HashType(alg=algorithm, content=b64decode(digest).hex())
