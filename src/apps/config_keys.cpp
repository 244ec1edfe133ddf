#include "apps/config_keys.hpp"

namespace elevaite::apps {
namespace {

using enum ConfigType;

ConfigKey number(std::string name, ConfigType type, std::string default_text, std::string minimum,
                 std::string maximum, std::string sentence) {
  return ConfigKey{std::move(name),         type,
                   std::move(default_text), std::move(sentence),
                   std::move(minimum),      std::move(maximum)};
}

ConfigKey plain(std::string name, ConfigType type, std::string default_text, std::string sentence,
                std::vector<std::string> choices = {}) {
  ConfigKey key{std::move(name), type, std::move(default_text), std::move(sentence)};
  key.choices = std::move(choices);
  return key;
}

ConfigKey optional(std::string name, ConfigType type, std::string default_text,
                   std::string sentence, std::vector<std::string> choices = {}) {
  auto key = plain(std::move(name), type, std::move(default_text), std::move(sentence),
                   std::move(choices));
  key.may_be_empty = true;
  return key;
}

std::vector<ConfigKey> platform_keys() {
  return {
      plain("data.dir", string, "var", "Where the embedded stores, spools and generated keys lie."),
      plain("database.url", url, "sqlite:${data.dir}/elevaite.db",
            "The relational database: a SQLite file or a PostgreSQL server.",
            {"sqlite", "postgres", "postgresql"}),
      plain("log.level", string, "info", "The least important log line that is written.",
            {"debug", "info", "warning", "error", "off"}),
      number("http.max_body", bytes, "8MiB", "4KiB", "1GiB", "The largest request body accepted."),
      number("http.max_header", bytes, "32KiB", "4KiB", "1MiB",
             "The largest request head accepted."),
      number("http.max_connections", integer, "10000", "1", "1000000",
             "Connections that one listener keeps open at once."),
      number("http.header_deadline", duration, "10s", "100ms", "10m",
             "Time for a request's head to arrive."),
      number("http.body_deadline", duration, "60s", "100ms", "1h",
             "Time for a request's body to arrive."),
      number("http.idle_deadline", duration, "75s", "1s", "1h",
             "How long an idle connection is kept between requests."),
      number("http.trusted_proxies", integer, "0", "0", "10",
             "Proxies of the operator's own that every request passes (a load balancer is 1): the "
             "client's address is that entry of X-Forwarded-For, counted from its end."),
      optional("http.cors_origins", list,
               "http://localhost:3001, http://localhost:3005, http://127.0.0.1:3001, "
               "http://127.0.0.1:3005",
               "Browser origins that may call the APIs, exactly as browsers send them."),
      optional("http.metrics_token", secret, "", "When set, /metrics wants it as a bearer token."),
      number("shutdown.grace", duration, "10s", "0s", "10m",
             "How long running requests may finish after a stop was asked for."),
  };
}

std::vector<ConfigKey> auth_keys() {
  return {
      plain("auth.address", string, "127.0.0.1", "The address that the Auth API listens on."),
      number("auth.port", integer, "8004", "0", "65535",
             "The port of the Auth API; 0 lets the system choose."),
      plain("auth.public_url", url, "http://localhost:8004", "How clients reach the Auth API.",
            {"http", "https"}),
      plain("auth.issuer", string, "elevaite", "The `iss` of access tokens."),
      plain("auth.audience", string, "elevaite", "The `aud` of access tokens."),
      optional("auth.jwks_url", url, "",
               "Where a process without the identity tables fetches the keys that verify access "
               "tokens; empty: from the database.",
               {"http", "https"}),
      number("auth.access_token_ttl", duration, "15m", "10s", "24h", "Life of an access token."),
      number("auth.refresh_token_ttl", duration, "30d", "1m", "365d",
             "Life of a refresh token: a session that is not used for this long ends."),
      number("auth.session_ttl", duration, "90d", "1m", "3650d",
             "Life of a session however often it is refreshed."),
      number("auth.max_sessions", integer, "50", "1", "1000",
             "Sessions of one person; the least recently used one ends when another begins."),
      number("auth.signing_key_ttl", duration, "90d", "1h", "3650d",
             "How long a key signs access tokens before the next one takes over."),
      number("auth.signing_key_overlap", duration, "1d", "5m", "30d",
             "How long before its first use a key is published, and after its last one kept."),
      number(
          "auth.api_key_cache_ttl", duration, "5s", "0s", "1m",
          "How long a verified API key is believed without asking the database: the bound on how "
          "long a revoked key still works."),
      number("auth.password_min_length", integer, "15", "8", "128",
             "Shortest password, in characters."),
      number("auth.password_max_length", integer, "256", "64", "1024",
             "Longest password, in bytes."),
      plain("auth.allow_sign_up", boolean, "true", "Whether anybody may create an account."),
      number("auth.lockout_after", integer, "5", "1", "1000",
             "Failed sign-ins of one account before each further try has to wait."),
      number("auth.lockout_base", duration, "1s", "0s", "10m",
             "The first such wait; every further failure doubles it."),
      number("auth.lockout_max", duration, "1m", "0s", "24h", "The longest such wait."),
      number("auth.rate_per_address", integer, "30", "1", "1000000",
             "Sign-ins, sign-ups and refreshes that one address may make a minute."),
      number("auth.rate_burst", integer, "60", "1", "1000000",
             "How many of them it may make at once."),
      plain(
          "auth.secure_cookies", boolean, "true",
          "Whether the browser's refresh cookie is sent over HTTPS only (browsers treat localhost "
          "as secure)."),
      optional("auth.cookie_domain", string, "",
               "The domain above the hosts of both apps (`example.com`), when they are not on one "
               "host: the refresh cookie is theirs in common. Empty: of the host that set it."),
      number("argon2.memory", bytes, "64MiB", "8KiB", "4GiB", "Memory of one password hash."),
      number("argon2.passes", integer, "3", "1", "100", "Passes of one password hash."),
      number("argon2.threads", integer, "2", "1", "64",
             "Password hashes computed at once (each takes argon2.memory)."),
      number("argon2.max_waiting", integer, "64", "1", "100000",
             "Password hashes that may wait; beyond it sign-ins answer 503."),
      optional(
          "secrets.master_keys", secret, "",
          "Keys that encrypt stored secrets, `id:base64` of 32 bytes each, separated by commas; "
          "the first encrypts, all decrypt. Empty: one is generated in data.dir (mode 0600)."),
  };
}

std::vector<ConfigKey> engine_keys() {
  return {
      plain("engine.address", string, "127.0.0.1",
            "The address that the Workflow Engine listens on."),
      number("engine.port", integer, "8006", "0", "65535",
             "The port of the Workflow Engine; 0 lets the system choose."),
      plain("engine.public_url", url, "http://localhost:8006",
            "How clients reach the Workflow Engine.", {"http", "https"}),
      plain("worker.address", string, "127.0.0.1", "The address of a worker's health endpoint."),
      number("worker.port", integer, "8007", "0", "65535",
             "The port of a worker's health endpoint; 0 lets the system choose."),
      number("engine.lease_ttl", duration, "5s", "500ms", "10m",
             "How long a run stays with a process that gives no sign of life."),
      number("engine.lease_renewal", duration, "1s", "50ms", "1m",
             "How often a process gives that sign."),
      number("engine.rescue_interval", duration, "1s", "20ms", "1m",
             "How often runs are looked for that are due, queued, or left by a dead process."),
      number("engine.max_active_runs", integer, "20000", "1", "1000000",
             "Runs in memory at once; beyond it new ones answer 503."),
      number("engine.run_deadline", duration, "30d", "1s", "3650d",
             "How long a run may take, its waits included."),
      number("journal.batch_interval", duration, "50ms", "0us", "1s",
             "How long the journal holds back events that nobody waits for or watches, to commit "
             "them with later ones of the run."),
      number(
          "demo.port", integer, "8010", "0", "65535",
          "The port of the carrier that the example agent order-desk asks; only in `elevaite up`."),
      plain("models.default", string, "demo:default",
            "The model of agents that name none, as `vendor:model`."),
      optional(
          "models.scripts_dir", string, "",
          "A folder of scripts for the model `scripted:<name>`, which tests use; empty: none."),
      plain("openai.base_url", url, "https://api.openai.com/v1",
            "The OpenAI API, or any compatible one.", {"http", "https"}),
      optional("openai.api_key", secret, "", "The operator's OpenAI key."),
      plain("anthropic.base_url", url, "https://api.anthropic.com", "The Anthropic API.",
            {"http", "https"}),
      optional("anthropic.api_key", secret, "", "The operator's Anthropic key."),
      plain("mail.url", url, "spool:${data.dir}/mail",
            "Where e-mail goes: a folder (spool:) or an SMTP server "
            "(smtp://user:password@host:587, smtps://…).",
            {"spool", "smtp", "smtps"}),
      plain("mail.from", string, "ElevAIte <no-reply@localhost>", "The sender of e-mail."),
      optional(
          "egress.allow", list, "",
          "Private hosts, addresses or CIDR blocks that tenants' calls may reach nevertheless."),
      optional("sql.sqlite_dir", string, "${data.dir}/sqlite",
               "The folder whose SQLite files SQL credentials may name; empty: none."),
  };
}

std::vector<ConfigKey> job_keys() {
  return {
      number("jobs.slots", integer, "16", "1", "10000",
             "Jobs of one queue that a worker runs at once."),
      number("jobs.poll_interval", duration, "50ms", "1ms", "1m",
             "How often an idle worker looks into a queue in the database; what its own process "
             "enqueues wakes it at once."),
      number("jobs.visibility", duration, "30s", "500ms", "12h",
             "How long a message stays hidden from others while nobody says that it is worked on."),
      number(
          "jobs.lost_after", duration, "1m", "100ms", "1h",
          "How long a job may have been due before its message is taken for lost and sent again."),
      number("jobs.retry_base", duration, "1s", "1ms", "1h",
             "The longest wait before the first retry of a job; every further one doubles it."),
      number("jobs.retry_cap", duration, "5m", "1ms", "12h", "The longest such wait."),
      optional(
          "jobs.weights", list, "",
          "Tenants whose jobs get more turns than others', as `ten_…=3`; everybody else has 1."),
  };
}

// For the crash tests, which must be able to end a real process at an exact place.
std::vector<ConfigKey> testing_keys() {
  return {
      number("testing.kill_before_event", integer, "0", "0", "1000000",
             "The process kills itself right before it commits this journal event; 0: never."),
      number("testing.kill_after_event", integer, "0", "0", "1000000",
             "The process kills itself right after it has committed this journal event; 0: never."),
  };
}

std::vector<ConfigKey> web_keys() {
  return {
      optional(
          "web.dir", string, "build/web",
          "The exported web apps, in `auth` and `elevaite`, that `elevaite up` serves; empty, or "
          "without that folder: none."),
      plain("web.address", string, "127.0.0.1", "The address that the web apps listen on."),
      number("web.auth_port", integer, "3005", "0", "65535",
             "The port of the Auth App; 0 lets the system choose."),
      number("web.app_port", integer, "3001", "0", "65535",
             "The port of the ElevAIte App; 0 lets the system choose."),
      plain(
          "web.auth_origin", url, "http://localhost:3005",
          "Where browsers find the Auth App. As long as it is the default, `elevaite up` puts the "
          "real port in its place.",
          {"http", "https"}),
      plain("web.app_origin", url, "http://localhost:3001",
            "Where browsers find the ElevAIte App; the same applies.", {"http", "https"}),
  };
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
  static const std::vector<ConfigKey> keys = [] {
    std::vector<ConfigKey> all;
    for (auto* part :
         {&platform_keys, &auth_keys, &engine_keys, &job_keys, &web_keys, &testing_keys}) {
      for (ConfigKey& key : (*part)()) all.push_back(std::move(key));
    }
    return all;
  }();
  return keys;
}

}  // namespace elevaite::apps
