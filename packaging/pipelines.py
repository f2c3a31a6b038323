"""The shell of the pipelines in packaging/ci, run as their servers run it: `pipelines.py WHEELS EXAMPLE WORK`.

For each server: where its pipeline keeps shell, and how it runs a piece of it. Each runs twice, on
the example, whose gate fails, and on a new project, whose gate does not.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import venv

import yaml

WHEELS, EXAMPLE, WORK = (pathlib.Path(one).resolve() for one in sys.argv[1:])
CI = pathlib.Path(__file__).resolve().parent / "ci"
TOP = CI.parent.parent


def gitlab(text: str) -> str:
    # The runner joins the lines, and stops at the first that fails.
    return "set -eo pipefail\n" + "\n".join(yaml.safe_load(text)["risk"]["script"])


def azure(text: str) -> str:
    # Azure's `script` is a file for bash, which goes on after a line that fails: its last one counts.
    script, = (step["script"] for step in yaml.safe_load(text)["steps"] if "script" in step)
    return script


def jenkins(text: str) -> str:
    script, = re.findall(r"sh '''(.*?)'''", text, re.DOTALL)
    assert text.count("{") == text.count("}") and "$" not in script
    return "set -xe\n" + script


PIPELINES = {
    "gitlab.yml": (gitlab, {}, ["report.json", "report.junit.xml", "report.gitlab.json"]),
    "azure.yml": (azure, {"BUILD_ARTIFACTSTAGINGDIRECTORY": "staged"}, ["report.junit.xml", "staged/report.html"]),
    "Jenkinsfile": (jenkins, {}, ["report.junit.xml", "report.html"]),
}


def run(name: str, deals: pathlib.Path, expected: int, work: pathlib.Path) -> None:
    shell, env, reports = PIPELINES[name]
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(deals, work / "deals")
    (work / "staged").mkdir()
    around = {
        "PATH": f"{WORK / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(work), "CI": "true",
        "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS), "LANG": "C.UTF-8", **env,
    }
    done = subprocess.run(
        ["bash", "-c", shell((CI / name).read_text(encoding="utf-8"))], cwd=work, env=around,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )
    assert done.returncode == expected, f"{name} ended with {done.returncode}: {done.stdout[-2000:]}"
    for report in reports:
        assert (work / report).stat().st_size > 0, f"{name} left no {report}"


def workflow() -> None:
    """What the workflow for GitHub says to the action and asks of it, the action has."""
    action = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
    said = (CI / "github.yml").read_text(encoding="utf-8")
    step, = (one for one in yaml.safe_load(said)["jobs"]["risk"]["steps"] if "riskwright" in one.get("uses", ""))
    assert set(step["with"]) <= set(action["inputs"]), step["with"]
    assert set(re.findall(r"steps\.risk\.outputs\.(\w+)", said)) <= set(action["outputs"])


def main() -> None:
    new = WORK / "new"
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    # The Python that images bring.
    venv.create(WORK / "python", with_pip=True)
    subprocess.run([TOP / "target/packaging/work/riskwright", "init", new, "-q"], check=True)
    for name in PIPELINES:
        run(name, EXAMPLE, 1, WORK / "fails")
        run(name, new, 0, WORK / "passes")
    workflow()
    print(f"   the shell of {', '.join(PIPELINES)}: a gate that fails, and one that does not")
    print("   not tried: the servers themselves, and the rest of the Jenkinsfile, which Jenkins alone reads")


main()
