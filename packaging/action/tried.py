"""The action tried: `tried.py ACTION EXAMPLE WHEELS WORK`, where WHEELS stands in for PyPI."""

import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading

from composite import Ran, run

ACTION, EXAMPLE, WHEELS, WORK = (pathlib.Path(one).resolve() for one in sys.argv[1:])


class Comments(http.server.BaseHTTPRequestHandler):
    """As much of GitHub as the action asks of it: the comments of a pull request, two a page."""

    kept: list[dict] = []
    asked: list[str] = []
    refuses = False

    def answer(self, status: int, body: object, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do(self) -> None:
        here = f"http://{self.headers['Host']}"
        assert self.headers["Authorization"] == "Bearer TOKEN"
        Comments.asked.append(self.command)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length))["body"] if length else None
        path, _, query = self.path.partition("?")
        if Comments.refuses:
            self.answer(403, {"message": "Resource not accessible by integration"})
        elif self.command == "GET":
            first = 2 * (int(query.rpartition("page=")[2]) - 1) if "&page=" in query else 0
            more = {"Link": f'<{here}{path}?per_page=100&page={first // 2 + 2}>; rel="next"'}
            self.answer(200, Comments.kept[first:first + 2], **(more if len(Comments.kept) > first + 2 else {}))
        elif self.command == "POST":
            assert path == "/repos/us/deals/issues/7/comments", path
            number = len(Comments.kept)
            address = f"{here}/repos/us/deals/issues/comments/{number}"
            Comments.kept.append({"url": address, "html_url": address, "body": body,
                                  "user": {"type": "Bot"}, "author_association": "NONE"})
            self.answer(201, Comments.kept[-1])
        else:
            Comments.kept[int(path.rpartition("/")[2])]["body"] = body
            self.answer(200, Comments.kept[int(path.rpartition("/")[2])])

    do_GET = do_POST = do_PATCH = do  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


def bare_path() -> str:
    """The PATH without a riskwright."""
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(one for one in folders if not (pathlib.Path(one) / "riskwright").exists())


shutil.rmtree(WORK, ignore_errors=True)
workspace = WORK / "repository"
workspace.mkdir(parents=True)
for portfolio in ("the deals", "others"):
    shutil.copytree(EXAMPLE, workspace / portfolio)
subprocess.run(["git", "init", "--quiet", workspace], check=True)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Comments)
threading.Thread(target=server.serve_forever, daemon=True).start()
event = WORK / "event.json"
event.write_text(json.dumps({"pull_request": {"number": 7}}))
ENV = {
    "PATH": bare_path(), "HOME": str(WORK), "LANG": "C.UTF-8",
    "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS),
    "GITHUB_API_URL": f"http://127.0.0.1:{server.server_address[1]}", "GITHUB_REPOSITORY": "us/deals",
    "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": str(event),
}


def tried(status: int, gate: str, **inputs: str) -> Ran:
    """Runs the action, and holds its end to what is expected."""
    ran = run(ACTION, {name.replace("_", "-"): value for name, value in inputs.items()}, workspace, ENV)
    assert (ran.status, ran.outputs["gate"]) == (status, gate), (ran.status, ran.outputs, ran.log[-2000:])
    return ran


# A gate that fails, with its annotations, its summary, its report, and SARIF for an upload.
first = tried(1, "failed", path="the deals", sarif="for upload.sarif")
report = json.loads(pathlib.Path(first.outputs["report"]).read_text(encoding="utf-8"))
assert int(first.outputs["new"]) == len(report["findings"]) > 50 and first.outputs["worse"] == "0"
assert "::error file=the deals/" in first.log and "**gate: failed" in first.summary
assert json.loads((workspace / "for upload.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"

# The same against a baseline: the report of the run before.
shutil.copy(first.outputs["report"], workspace / "earlier.json")
second = tried(0, "passed", path="the deals", baseline="earlier.json")
assert second.outputs["new"] == "0" and "gate: passed" in second.summary
tried(1, "failed", path="the deals", baseline="earlier.json", undetermined="fail")
tried(0, "passed", path="the deals", fail_on="never", as_of="2025-12-16", version=report["tool"]["version"])

# What could not be checked is no gate that is met.
for wrong in ({"path": "nowhere"}, {"profile": "none"}, {"fail_on": "hihg"}, {"baseline": "gone.json"}, {"as_of": "soon"}):
    ran = tried(2, "error", **{"path": "the deals", **wrong})
    assert "could not check" in ran.summary and ran.outputs["report"] == "", ran.summary
assert "no riskwright is on the PATH" in tried(2, "", path="the deals", version="installed").log
assert "neither" in tried(2, "", path="the deals", version="1; touch pwned").log
assert "PyPI has no riskwright 9.9.9" in tried(2, "", path="the deals", version="9.9.9").log

# Inputs are no text of a shell.
for text in ("$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "--help", "a\ntouch pwned"):
    for name in ("path", "profile", "fail_on", "undetermined", "baseline", "as_of", "version"):
        tried(2, "" if name == "version" else "error", **{"path": "the deals", name: text})
assert not list(WORK.rglob("pwned")), "an input was run"

# A comment for each path, which a later run replaces, also where it is on the second page.
Comments.kept += [
    {"body": f"talk {one}", "user": {"type": "User"}, "author_association": "CONTRIBUTOR"} for one in range(3)
]
assert Comments.asked == []
tried(1, "failed", path="the deals", comment="true")
tried(1, "failed", path="others", comment="true")
tried(0, "passed", path="the deals", fail_on="never", comment="true")
assert [one["body"][:4] for one in Comments.kept] == ["talk"] * 3 + ["<!--"] * 2
assert "gate: passed" in Comments.kept[3]["body"] and "gate: failed" in Comments.kept[4]["body"]
# What bears our mark and was written by somebody else is left as it is.
Comments.kept[3].update(user={"type": "User"}, author_association="CONTRIBUTOR")
tried(0, "passed", path="the deals", fail_on="never", as_of="2025-12-17", comment="true")
assert len(Comments.kept) == 6 and "2025-12-17" not in Comments.kept[3]["body"]
Comments.refuses = True
assert "::warning title=Riskwright::no comment" in tried(1, "failed", path="the deals", comment="true").log
event.write_text(json.dumps({}))
assert "is about no pull request" in tried(1, "failed", path="the deals", comment="true").log
print("   the action: gates, outputs, summary, SARIF, comments, wrong inputs, inputs that are commands")
