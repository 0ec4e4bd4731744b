"""Three source roots, one distribution: each root adds its part of the `ckanext` namespace."""

from pathlib import Path

from setuptools import find_namespace_packages, setup

HERE = Path(__file__).parent
ROOTS = [root for root in ("ckanext-egov", "budgets", "participation") if (HERE / root).is_dir()]

package_dir: dict[str, str] = {}
package_data: dict[str, list[str]] = {}
for root in ROOTS:
    for package in find_namespace_packages(root, include=["ckanext.*"]):
        folder = Path(root, *package.split("."))
        package_dir[package] = folder.as_posix()
        package_data[package] = [
            item.name
            for item in (HERE / folder).iterdir()
            if item.is_file() and item.suffix not in {".py", ".pyc"}
        ]

setup(packages=list(package_dir), package_dir=package_dir, package_data=package_data)
