"""Writes the report as a comment of the pull request; a later run replaces the comment of an earlier.

Each path and profile has a comment of its own. Where there is no pull request, or the token may not
write (as on pull requests from forks), that is said, and the gate counts all the same.
"""

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request


# Those who may write to the repository, whose token the job may have been given.
TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR")


def say(kind: str, text: str) -> None:
    print(f"::{kind} title=Riskwright::{text}")


def ask(method: str, address: str, body: dict | None = None):
    """What GitHub answers, as JSON, and the address of the next page, if there is one."""
    request = urllib.request.Request(
        address,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['INPUT_TOKEN']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        links = [part.split(";") for part in (answer.headers.get("Link") or "").split(",") if ";" in part]
        following = [link[0].strip(" <>") for link in links if 'rel="next"' in link[1]]
        return json.load(answer), (following or [None])[0]


def earlier(comments: str, mark: str) -> str | None:
    """The address of the comment that an earlier run has written."""
    page = f"{comments}?per_page=100"
    while page:
        found, page = ask("GET", page)
        for comment in found:
            # Nobody else's: who has opened the pull request could write the mark, and change it later.
            ours = comment["user"]["type"] == "Bot" or comment["author_association"] in TRUSTED
            if ours and comment["body"].startswith(mark):
                return comment["url"]
    return None


def main() -> int:
    wanted = os.environ["INPUT_COMMENT"]
    if wanted not in ("true", "false"):
        say("error", "comment is neither `true` nor `false`")
        return 2
    if wanted == "false":
        return 0
    with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:
        number = json.load(file).get("pull_request", {}).get("number")
    if number is None:
        say("notice", f"no comment, as {os.environ['GITHUB_EVENT_NAME']} is about no pull request")
        return 0

    about = json.dumps([os.environ["INPUT_PATH"], os.environ["INPUT_PROFILE"]])
    mark = f"<!-- riskwright {hashlib.sha256(about.encode()).hexdigest()[:12]} -->"
    with open(os.environ["MARKDOWN"], encoding="utf-8") as file:
        body = f"{mark}\n{file.read()}"
    repository = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}"
    comments = f"{repository}/issues/{number}/comments"
    try:
        there = earlier(comments, mark)
        said, _ = ask("PATCH", there, {"body": body}) if there else ask("POST", comments, {"body": body})
        print(said["html_url"])
    except urllib.error.HTTPError as error:
        if error.code not in (401, 403, 404):
            raise
        say("warning", f"no comment, as the token may not write one ({error.code}): "
            "it needs the permission pull-requests: write, which pull requests from forks do not have")
    return 0


sys.exit(main())
