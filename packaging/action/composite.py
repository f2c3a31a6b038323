"""Runs a composite action as GitHub's runner does: its steps, their environment, files and outputs.

An expression that stands anywhere but in an environment, a default or an output is an error: there it
would be text of a shell, and whoever names a branch or a file could write commands.
"""

import os
import pathlib
import re
import subprocess
import tempfile

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class Ran:
    """What a run left behind."""

    def __init__(self, status: int, outputs: dict, log: str, summary: str):
        self.status, self.outputs, self.log, self.summary = status, outputs, log, summary


def filled(text: object, known: dict[str, str]) -> str:
    """A text with its expressions replaced; one that is not known is a KeyError."""
    return EXPRESSION.sub(lambda found: known[found.group(1)], str(text))


def run(action: pathlib.Path, inputs: dict[str, str], workspace: pathlib.Path, env: dict[str, str]) -> Ran:
    """Runs the action in a folder of `workspace`, with these inputs and this environment."""
    said = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))
    unknown = set(inputs) - set(said["inputs"])
    assert not unknown, f"the action has no input {unknown}"
    known = {"github.token": "TOKEN"}
    for name, about in said["inputs"].items():
        known[f"inputs.{name}"] = inputs.get(name, filled(about.get("default", ""), known))

    temp = pathlib.Path(tempfile.mkdtemp(dir=workspace.parent))
    summary, path, log, status = temp / "summary", env["PATH"], "", 0
    summary.touch()
    for step in said["runs"]["steps"]:
        assert not EXPRESSION.search(step["run"]), f"an expression in the shell of {step['name']}"
        assert step["shell"] == "bash", step["name"]
        assert set(step) <= {"name", "id", "shell", "run", "env"}, f"not known here: {set(step)}"
        files = {name: temp / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH")}
        for file in files.values():
            file.write_text("")
        script = temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        told = {name: filled(value, known) for name, value in step.get("env", {}).items()}
        around = {
            **env, **told, "PATH": path, "RUNNER_TEMP": str(workspace.parent / "runner"),
            "GITHUB_ACTION_PATH": str(action), "GITHUB_STEP_SUMMARY": str(summary),
            **{name: str(file) for name, file in files.items()},
        }
        pathlib.Path(around["RUNNER_TEMP"]).mkdir(exist_ok=True)
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script], cwd=workspace, env=around,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )
        log += done.stdout
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            known[f"steps.{step['id']}.outputs.{name}"] = value
        for line in files["GITHUB_PATH"].read_text(encoding="utf-8").splitlines():
            path = f"{line}{os.pathsep}{path}"
        if done.returncode != 0:
            status = done.returncode
            break
    # An output of a step that did not come to it is empty.
    outputs = {
        name: EXPRESSION.sub(lambda found: known.get(found.group(1), ""), about["value"])
        for name, about in said["outputs"].items()
    }
    return Ran(status, outputs, log, summary.read_text(encoding="utf-8"))
