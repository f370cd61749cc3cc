"""Settings: every one with its environment variable, its default and one line of help.

``Settings.from_environment`` is the only place that reads the environment.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import platformdirs

from assistant.errors import BadSetting

_PACKAGE = Path(__file__).parent


def _setting(default: Any, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per setting; the variable is ``ASSISTANT_`` + the field's name in capitals."""

    home: Path = _setting(Path(), "data folder: indexes and logs (default: the user's data folder)")
    host: str = _setting("127.0.0.1", "address that the server listens on")
    port: int = _setting(7860, "port of the server")
    language: str = _setting(
        "", "language of messages: zh, zh-Hant, en, fr, es, ru, ar (default: the system's)"
    )
    model: str = _setting("", "language model, provider:name, such as openai:gpt-5-mini; empty: quote")
    model_url: str = _setting("", "base URL of an OpenAI-compatible server (Ollama, vLLM, DeepSeek, Qwen)")
    model_key: str = _setting("", "key for the model (default: the provider's own variable)")
    model_timeout: float = _setting(30.0, "seconds to wait for the model before quoting instead")
    model_budget: int = _setting(6000, "tokens of report text given to the model")
    model_price: str = _setting("", "price of a million tokens, in and out, such as 0.25/2: shows the cost")
    tokens: Path = _setting(Path(), "folder of tiktoken's encoding files (default: TIKTOKEN_CACHE_DIR)")
    embedding: str = _setting(
        "", "vectors by: multilingual (default), built-in (hashed, no model), or provider:name"
    )
    embedding_url: str = _setting("", "base URL of an OpenAI-compatible embedding server")
    chroma_url: str = _setting("", "a Chroma server that keeps the reports (default: the data folder)")
    chroma_token: str = _setting("", "token for it, sent as x-chroma-token")
    chroma_cloud: bool = _setting(
        False, "whether it keeps to the quotas of Chroma Cloud (any server at trychroma.com does)"
    )
    chroma_tenant: str = _setting("default_tenant", "its tenant")
    chroma_database: str = _setting("default_database", "and its database")
    uploads: bool = _setting(True, "whether readers may add and remove reports on the page")
    anonymous: bool = _setting(
        True, "whether one may ask without signing in (off once a proxy, OIDC or a portal signs in)"
    )
    curators: str = _setting("", "groups whose members may add and remove reports")
    admins: str = _setting("", "groups whose members see every report, the keys and the metrics")
    proxies: str = _setting("127.0.0.1 ::1", "addresses or networks of proxies whose headers are believed")
    proxy_user: str = _setting("", "header in which such a proxy names the user; empty: none does")
    proxy_groups: str = _setting("X-Forwarded-Groups", "header in which it names the user's groups")
    oidc_issuer: str = _setting("", "OpenID Connect provider, such as https://login.example/realms/house")
    oidc_client: str = _setting("", "this server's client id at the provider")
    oidc_secret: str = _setting("", "and its client secret")
    oidc_groups: str = _setting("groups", "the claim that names the user's groups")
    session_hours: float = _setting(8.0, "hours until one has to sign in again")
    url: str = _setting("", "public address of the server behind a proxy, such as https://house.example/ask")
    portal_secret: str = _setting("", "secrets with which a portal signs its readers' tokens, newest first")
    rate_user: str = _setting("120/minute", "questions and API requests of a signed-in reader; or off")
    rate_address: str = _setting("1200/minute", "the same of an address, signed in or not; or off")
    rate_failures: str = _setting("20/minute", "failed sign-ins of an address before it has to wait; or off")
    limit_loopback: bool = _setting(False, "whether that also holds for this machine itself")
    questions_at_once: int = _setting(0, "questions answered at the same time (0: 2; with a model 16)")
    questions_waiting: int = _setting(200, "questions that may wait for their turn; more are turned away")
    question_seconds: float = _setting(120.0, "seconds until a question is stopped, its waiting included")
    largest_body: float = _setting(4.0, "largest request, in MB")
    largest_upload: float = _setting(50.0, "largest report that may be added, in MB")
    audit_days: float = _setting(90.0, "days for which is kept who asked and what was cited; 0: nothing is")
    audit_questions: bool = _setting(False, "whether the questions' texts are kept there too")
    log: Literal["text", "json"] = _setting("text", "form of the log: text or json")
    log_questions: bool = _setting(False, "whether the questions' texts stand in the log")
    traces: str = _setting("", "OpenTelemetry collector (OTLP, gRPC), such as http://127.0.0.1:4317")
    stop_seconds: float = _setting(30.0, "seconds for what is under way when the server is told to stop")
    portals: str = _setting("", "origins that may show /embed in a frame, such as https://portal.example")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read ``ASSISTANT_*``; raises BadSetting for a value of the wrong form."""
        values: dict[str, Any] = {}
        for setting in dataclasses.fields(cls):
            name = variable(setting.name)
            if environment.get(name, "").strip():
                values[setting.name] = _parse(name, environment[name].strip(), setting.default)
        if "home" not in values:
            values["home"] = _data_folder()
        values.setdefault("tokens", Path(environment.get("TIKTOKEN_CACHE_DIR") or values["home"] / "tokens"))
        values.setdefault("anonymous", not {"proxy_user", "oidc_issuer", "portal_secret"} & values.keys())
        values.setdefault("language", _system_language(environment))
        if values.get("log", "text") not in ("text", "json"):
            raise BadSetting("bad_setting", name=variable("log"), value=values["log"])
        return cls(**values)

    @property
    def sign_in(self) -> bool:
        """Whether people can sign in: by a proxy, OpenID Connect or a portal."""
        return bool(self.proxy_user or self.oidc_issuer or self.portal_secret)


def _data_folder() -> Path:
    """The reader's own; raises BadSetting for a user without a home, such as a service's."""
    try:
        return Path(platformdirs.user_data_dir("report-assistant", False))
    except RuntimeError as error:
        raise BadSetting("bad_setting", name=variable("home"), value="") from error


def variable(field_name: str) -> str:
    """The environment variable of a setting."""
    return f"ASSISTANT_{field_name.upper()}"


def resource(name: str) -> Path:
    """A folder that travels with the program: ``prompts``, ``corpus`` or ``eval``.

    In a wheel it lies inside the package, in a clone beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def _parse(name: str, text: str, default: Any) -> Any:
    try:
        if isinstance(default, bool):
            return {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}[
                text.lower()
            ]
        if isinstance(default, int):
            return int(text)
        if isinstance(default, float):
            return float(text)
        return Path(text).expanduser() if isinstance(default, Path) else text
    except (ValueError, KeyError):
        raise BadSetting("bad_setting", name=name, value=text) from None


def _system_language(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "").replace("_", "-")
        if code.startswith(("zh-TW", "zh-HK", "zh-Hant")):
            return "zh-Hant"
        if code[:2] in ("zh", "en", "fr", "es", "ru", "ar"):
            return code[:2]
    return "zh"
