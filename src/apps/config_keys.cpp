#include "apps/config_keys.hpp"

#include "apps/sign_in_providers.hpp"

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
      number(
          "database.migration_lock_timeout", duration, "5s", "0s", "10m",
          "PostgreSQL: how long a migration waits for a table before it gives up and tries again "
          "later, for whoever comes after it waits too; 0: as the server says."),
      number("database.migration_statement_timeout", duration, "5m", "0s", "10m",
             "PostgreSQL: how long one statement of a migration may take in its transaction; 0: as "
             "long as the transaction may, ten minutes."),
      number(
          "database.migration_build_timeout", duration, "6h", "0s", "12h",
          "PostgreSQL: the same for statements outside of transactions, which build indexes while "
          "everybody works; 0: 12h."),
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
      plain("metrics.emf", boolean, "false",
            "Whether metrics are also written to standard output as lines from which CloudWatch "
            "makes metrics (docs/metrics.md)."),
      number("metrics.emf_interval", duration, "1m", "10ms", "1h", "How often."),
      plain("metrics.namespace", string, "ElevAIte", "Their namespace in CloudWatch."),
      optional(
          "traces.url", url, "",
          "Where traces go, as OTLP over HTTP in JSON (http://collector:4318/v1/traces); empty: "
          "nowhere.",
          {"http", "https"}),
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
      plain(
          "auth.email_code", string, "auto",
          "Whether a new account is asked for the code that was mailed to its address; auto: when "
          "mail.url is a mail server.",
          {"auto", "on", "off"}),
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
  };
}

std::vector<ConfigKey> secrets_keys() {
  return {
      optional(
          "secrets.master_keys", secret, "",
          "Keys that encrypt stored secrets, `id:base64` of 32 bytes each, separated by commas; "
          "the first encrypts, all decrypt. Empty: one is generated in data.dir (mode 0600)."),
      optional("secrets.region", string, "",
               "The region of the secrets that values like secretsmanager:NAME name; empty: that "
               "of AWS_REGION."),
      optional("secrets.endpoint", url, "",
               "Where AWS Secrets Manager is reached; empty: its public address in the region.",
               {"http", "https"}),
      number("secrets.refresh_interval", duration, "5m", "0s", "24h",
             "How often secrets.master_keys is read again when it is a reference; 0: never. A "
             "database's password is read again when the server refuses it."),
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
      number(
          "worker.protection", duration, "1h", "0s", "48h",
          "On Amazon ECS: for how long at a time a worker that has jobs asks not to be stopped by "
          "a deployment or by scaling in; 0: it does not ask."),
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
      number("runs.retention", duration, "0s", "0s", "3650d",
             "How long after its end a run is kept, with its journal; 0s: for ever."),
      number("journal.batch_interval", duration, "50ms", "0us", "1s",
             "How long the journal holds back events that nobody waits for or watches, to commit "
             "them with later ones of the run."),
      plain("demo.seed", boolean, "true",
            "Whether `elevaite up` puts a demo tenant with example agents, and a sign-in in "
            "data.dir/demo.json, into an empty database. Installations that people rely on set "
            "false."),
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

std::vector<ConfigKey> file_keys() {
  return {
      plain("files.url", url, "file:${data.dir}/files",
            "Where files lie: a directory (file:), or a bucket of S3 or of what speaks its API "
            "(s3://bucket/prefix?region=…&endpoint=…&path_style=true&sse=aws:kms&kms_key_id=…"
            "&part_size=8MiB).",
            {"file", "s3", "memory"}),
      number("files.max_size", bytes, "5GiB", "1KiB", "1024GiB", "The largest file accepted."),
      number("files.tenant_quota", bytes, "50GiB", "1KiB", "1048576GiB",
             "What the files of one tenant may take together."),
      number("files.retention", duration, "0s", "0s", "3650d",
             "Files are deleted when they are this old; 0s: never."),
      number("files.upload_timeout", duration, "10m", "1s", "24h",
             "An upload that has given no sign of life for this long is given up."),
      number("files.sweep_interval", duration, "1m", "20ms", "24h",
             "How often files are looked for that are due for deletion."),
      optional("aws.access_key_id", string, "",
               "The access key for AWS; empty: that of AWS_ACCESS_KEY_ID, or of the task's role."),
      optional("aws.secret_access_key", secret, "", "The secret of that key."),
      optional("aws.session_token", secret, "", "The session token of a temporary key."),
  };
}

std::vector<ConfigKey> job_keys() {
  return {
      plain("jobs.quick_url", url, "database:",
            "The queue for jobs that take less than two minutes: the platform's own database, or a "
            "standard queue of Amazon SQS or of what speaks its API "
            "(sqs://NAME?region=…&endpoint=…), whose redrive policy names its dead-letter queue.",
            {"database", "sqs"}),
      plain("jobs.long_url", url, "database:", "The same for jobs that take longer.",
            {"database", "sqs"}),
      number("jobs.slots", integer, "256", "1", "10000",
             "Jobs of one queue that a worker runs at once."),
      number("jobs.poll_interval", duration, "200ms", "1ms", "1m",
             "How often an idle worker looks into a queue in the database even though it has heard "
             "of nothing: PostgreSQL tells all workers of new jobs (LISTEN) within milliseconds."),
      number("jobs.look_interval", duration, "5ms", "0s", "1m",
             "How often an idle worker looks whether another process has written to the SQLite "
             "file, which tells nobody; 0: only every jobs.poll_interval."),
      number("jobs.schedule_interval", duration, "1s", "10ms", "1m",
             "How often schedules are looked for whose time has come."),
      number("jobs.visibility", duration, "30s", "500ms", "12h",
             "How long a message stays hidden from others while nobody says that it is worked on."),
      number(
          "jobs.lost_after", duration, "1m", "100ms", "1h",
          "How long a job may have been due before its message is taken for lost and sent again."),
      number("jobs.retry_base", duration, "1s", "1ms", "1h",
             "The longest wait before the first retry of a job; every further one doubles it."),
      number("jobs.retry_cap", duration, "5m", "1ms", "12h", "The longest such wait."),
      number("jobs.retention", duration, "0s", "0s", "3650d",
             "How long jobs are kept after their end, with their results and dead letters; 0: for "
             "ever. The key of a job that is removed may be used again."),
      optional(
          "jobs.weights", list, "",
          "Tenants whose jobs get more turns than others', as `ten_…=3`; everybody else has 1."),
  };
}

std::vector<ConfigKey> knowledge_keys() {
  return {
      plain("knowledge.embedder", string, "lexical",
            "What makes vectors of documents and questions: `lexical` needs nothing and compares "
            "words, not meanings; `openai` asks a server.",
            {"lexical", "openai"}),
      optional("knowledge.embedding_url", url, "",
               "The server of `openai`, as its base URL ends before /embeddings; empty: that of "
               "openai.base_url, with its key.",
               {"http", "https"}),
      optional("knowledge.embedding_key", secret, "", "The key for knowledge.embedding_url."),
      plain("knowledge.embedding_model", string, "text-embedding-3-small",
            "The model that the server is asked for. After a change documents are found by their "
            "words alone until they are made anew."),
      number("knowledge.embedding_dimension", integer, "1536", "8", "8192",
             "How many numbers a vector of it has."),
      optional("knowledge.qdrant_url", url, "",
               "The Qdrant server that keeps the vectors; empty: the database does.",
               {"http", "https"}),
      optional("knowledge.qdrant_key", secret, "", "Its API key."),
      number("knowledge.vector_cache", bytes, "256MiB", "1MiB", "1024GiB",
             "Vectors that a process keeps in memory once they were searched."),
      number("knowledge.parsers", integer, "2", "1", "64",
             "Documents that a process has parsed at once, each in a process of its own."),
      number("knowledge.parser_memory", bytes, "2GiB", "256MiB", "64GiB",
             "Address space of such a process."),
      number("knowledge.parser_time", duration, "120s", "1s", "1h",
             "How long it may take for one document."),
  };
}

std::vector<ConfigKey> notification_keys() {
  return {
      number("notifications.poll_interval", duration, "250ms", "5ms", "1m",
             "How often a process looks for what is to be told of, and for news of those who "
             "follow their notifications."),
      plain("notifications.retry_delays", list, "5s, 1m, 5m, 30m, 2h, 5h, 10h, 14h",
            "The waits between the attempts of a delivery (e-mail, Slack, webhook), each a fifth "
            "longer or shorter by chance; after the last one it has failed."),
      number("notifications.timeout", duration, "15s", "50ms", "2m",
             "How long a webhook endpoint or Slack may take to answer."),
      number("notifications.disable_after", duration, "5d", "0s", "365d",
             "A webhook endpoint at which nothing has arrived for this long is switched off."),
      number("notifications.mails_per_hour", integer, "30", "0", "100000",
             "E-mails, and Slack messages, that tell one person of something in an hour; what is "
             "more is only in the app."),
  };
}

// For the crash tests, which must be able to end a real process at an exact place.
std::vector<ConfigKey> testing_keys() {
  return {
      number("testing.kill_before_event", integer, "0", "0", "1000000",
             "The process kills itself right before it commits this journal event; 0: never."),
      number("testing.kill_after_event", integer, "0", "0", "1000000",
             "The process kills itself right after it has committed this journal event; 0: never."),
      number("testing.kill_at_job_point", integer, "0", "0", "1000000",
             "The worker kills itself at this one of the points between its writes about jobs; 0: "
             "never."),
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
         {&platform_keys, &auth_keys, &secrets_keys, &sign_in_keys, &engine_keys, &file_keys,
          &job_keys, &knowledge_keys, &notification_keys, &web_keys, &testing_keys}) {
      for (ConfigKey& key : (*part)()) all.push_back(std::move(key));
    }
    return all;
  }();
  return keys;
}

}  // namespace elevaite::apps
