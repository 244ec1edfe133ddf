#include "apps/secret_references.hpp"

#include "adapters/database/postgres_settings.hpp"
#include "adapters/secrets/secrets_manager.hpp"
#include "apps/aws_settings.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

// All connections that were refused by one rotation ask for one secret.
constexpr Duration kBetweenReads = 2s;

class DatabasePassword final : public adapters::database::PasswordSource {
 public:
  DatabasePassword(std::unique_ptr<SecretReader> reader, std::string reference, std::string url)
      : reader_(std::move(reader)), reference_(std::move(reference)), url_(std::move(url)) {}

  Task<Result<std::string>> password(bool was_refused) override {
    auto now = std::chrono::steady_clock::now();
    if (was_refused && now >= read_again_at_) {
      read_again_at_ = now + kBetweenReads;
      CO_TRY(auto fresh, co_await reader_->read(reference_));
      if (fresh != url_) log_info("the database's URL was read again; its secret has changed");
      url_ = std::move(fresh);
    }
    CO_TRY(auto settings, adapters::database::parse_postgres_url(url_));
    co_return settings.parameter("password");
  }

 private:
  std::unique_ptr<SecretReader> reader_;
  std::string reference_;
  std::string url_;
  std::chrono::steady_clock::time_point read_again_at_{};
};

}  // namespace

Result<SecretReference> parse_secret_reference(std::string_view text) {
  text.remove_prefix(kSecretReference.size());
  auto hash = text.find('#');
  SecretReference reference{std::string(text.substr(0, hash)), {}};
  if (hash != std::string_view::npos) reference.json_key = text.substr(hash + 1);
  bool is_cut = hash != std::string_view::npos && reference.json_key.empty();
  if (reference.secret.empty() || is_cut) {
    return invalid_argument(
        "Write secretsmanager:NAME, or secretsmanager:NAME#KEY for a member of a JSON secret.");
  }
  return reference;
}

Result<std::string> select_secret(const SecretReference& reference, const std::string& secret) {
  if (reference.json_key.empty()) return secret;
  auto parsed = parse_json(secret);
  if (!parsed || !parsed->is_object()) {
    return invalid_argument("The secret " + reference.secret + " is no JSON object.");
  }
  const Json* member = find(*parsed, reference.json_key);
  if (member == nullptr) {
    return invalid_argument("The secret " + reference.secret + " has no member " +
                            reference.json_key + ".");
  }
  if (member->is_string()) return std::string(member->get_string());
  if (member->is_int64()) return std::to_string(member->get_int64());
  return invalid_argument("The member " + reference.json_key + " of the secret " +
                          reference.secret + " is no text.");
}

Result<std::unique_ptr<SecretReader>> SecretReader::open(Executor executor, const Config& config) {
  for (const auto& [key, reference] : config.references()) {
    if (key.starts_with("aws.") || key == "secrets.endpoint") {
      return invalid_field(key, "reference", "It is needed to read secrets, so it cannot be one.");
    }
  }
  adapters::secrets::SecretsManagerOptions options;
  options.region = config.text("secrets.region");
  if (options.region.empty()) options.region = environment_variable("AWS_REGION");
  options.endpoint = config.text("secrets.endpoint");
  options.credentials = aws_credentials(config);
  std::unique_ptr<SecretReader> reader(new SecretReader(executor));
  TRY(reader->store_, adapters::secrets::open_secrets_manager(reader->http_, std::move(options)));
  return reader;
}

Task<Result<std::string>> SecretReader::read(std::string text) {
  CO_TRY(auto reference, parse_secret_reference(text));
  CO_TRY(auto secret, co_await store_->read(reference.secret));
  co_return select_secret(reference, secret);
}

Task<Result<std::map<std::string, std::string>>> SecretReader::read_all(const Config& config) {
  std::map<std::string, std::string> secrets;
  std::map<std::string, std::string> values;
  for (const auto& [key, text] : config.references()) {
    auto named = [&key](Error error) {
      return invalid_field(key, "secret", std::move(error.message));
    };
    auto reference = parse_secret_reference(text);
    if (!reference) co_return named(std::move(reference).error());
    auto known = secrets.find(reference->secret);
    if (known == secrets.end()) {
      auto secret = co_await store_->read(reference->secret);
      if (!secret) co_return named(std::move(secret).error());
      known = secrets.emplace(reference->secret, std::move(*secret)).first;
    }
    auto value = select_secret(*reference, known->second);
    if (!value) co_return named(std::move(value).error());
    if (value->starts_with(kSecretReference)) {
      co_return named(invalid_argument("The secret names another secret."));
    }
    values.emplace(key, std::move(*value));
  }
  co_return values;
}

Result<std::shared_ptr<adapters::database::PasswordSource>> database_password(
    Executor executor, const Config& config) {
  std::shared_ptr<adapters::database::PasswordSource> source;
  auto found = config.references().find("database.url");
  const std::string& url = config.text("database.url");
  if (found == config.references().end() || !url.starts_with("postgres")) return source;
  TRY(auto settings, adapters::database::parse_postgres_url(url));
  // With IAM the password is a token.
  if (settings.is_iam) return source;
  TRY(auto reader, SecretReader::open(executor, config));
  source = std::make_shared<DatabasePassword>(std::move(reader), found->second, url);
  return source;
}

}  // namespace elevaite::apps
