#!/usr/bin/env python3
"""Writes what a release is made of, as CycloneDX 1.5 and as SPDX 2.3, both JSON.

Usage: sbom.py FOLDER VERSION DATE COMPONENT...

FOLDER is the release's; every file in it is named with its SHA-256. A COMPONENT is NAME=VERSION=LICENCE=ORIGIN, the licence an expression of
SPDX; one of which any is not known is refused, and two of one name are two versions. The files are FOLDER/prodrome-VERSION.cdx.json and FOLDER/prodrome-VERSION.spdx.json, the same bytes for
the same release.
Example: Tools/sbom.py .build/release-files 0.1.0 2026-03-01T00:00:00Z libsodium=1.0.18=ISC=https://libsodium.org
Exit code: 0 written, 1 not.
"""
import hashlib
import json
import pathlib
import re
import sys
import uuid


def digest(path, name="sha256"):
    """A file's digest."""
    return hashlib.new(name, path.read_bytes()).hexdigest()


def named(name, number):
    """What tells a component from all others."""
    return f"{name}-{re.sub('[^0-9A-Za-z.-]', '-', number)}"


def cyclonedx(version, date, components, files):
    """The release as CycloneDX has it."""
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components, files]))
    parts = [{"type": "library", "bom-ref": named(name, number), "name": name, "version": number,
              "licenses": [{"expression": licence} if " " in licence else {"license": {"id": licence}}],
              "externalReferences": [{"type": "distribution", "url": origin}]} for name, number, licence, origin in components]
    parts += [{"type": "file", "bom-ref": name, "name": name, "hashes": [{"alg": "SHA-256", "content": found}]}
              for name, found, _ in files]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{serial}", "version": 1,
            "metadata": {"timestamp": date, "component": {
                "type": "application", "bom-ref": "prodrome", "name": "prodrome", "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}]}},
            "components": parts,
            "dependencies": [{"ref": "prodrome", "dependsOn": [named(name, number) for name, number, *_ in components]}]}


def spdx(version, date, components, files):
    """The release as SPDX has it."""
    def package(name, number, licence, origin):
        return {"SPDXID": f"SPDXRef-Package-{named(name, number)}", "name": name, "versionInfo": number,
                "downloadLocation": origin, "filesAnalyzed": False,
                "licenseConcluded": licence, "licenseDeclared": licence, "copyrightText": "NOASSERTION"}
    packages = [package("prodrome", version, "Apache-2.0", "NOASSERTION")]
    packages += [package(*component) for component in components]
    listed = [{"SPDXID": f"SPDXRef-File-{index}", "fileName": f"./{name}", "licenseConcluded": "NOASSERTION",
               "copyrightText": "NOASSERTION", "checksums": [{"algorithm": "SHA1", "checksumValue": old},
                                                         {"algorithm": "SHA256", "checksumValue": found}]}
              for index, (name, found, old) in enumerate(files)]
    relations = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
                  "relatedSpdxElement": f"SPDXRef-Package-{named('prodrome', version)}"}]
    relations += [{"spdxElementId": f"SPDXRef-Package-{named('prodrome', version)}", "relationshipType": "DEPENDS_ON",
                   "relatedSpdxElement": f"SPDXRef-Package-{named(name, number)}"} for name, number, *_ in components]
    space = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([version, components, files]))
    return {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
            "name": f"prodrome-{version}", "documentNamespace": f"urn:uuid:{space}",
            "creationInfo": {"created": date, "creators": ["Tool: sbom.py"]},
            "packages": packages, "files": listed, "relationships": relations}


def main():
    """Writes both."""
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    folder, version, date = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    components = sorted({tuple(argument.split("=", 3)) for argument in sys.argv[4:]})
    for component in components:
        if len(component) != 4 or not all(component):
            raise SystemExit(f"sbom.py: found {'='.join(component)!r}, expected NAME=VERSION=LICENCE=ORIGIN")
    # SPDX asks for the older digest as well.
    files = [(path.name, digest(path), digest(path, "sha1")) for path in sorted(folder.iterdir())
             if path.is_file() and not path.name.endswith(".json")]
    for name, document in (("cdx", cyclonedx), ("spdx", spdx)):
        text = json.dumps(document(version, date, components, files), indent=1, sort_keys=True)
        (folder / f"prodrome-{version}.{name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
