#include "core/config.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/uuid.hpp"

namespace elevaite {
namespace {

std::vector<ConfigKey> keys() {
  using enum ConfigType;
  std::vector<ConfigKey> out = {
      {"data.dir", string, "var", "Where data lies."},
      {"database.url", url, "sqlite:${data.dir}/db", "The database."},
      {"auth.port", integer, "8004", "The port.", "0", "65535"},
      {"auth.ttl", duration, "15m", "The life.", "1s", "1d"},
      {"auth.open", boolean, "true", "Whether."},
      {"http.max_body", bytes, "8MiB", "The size.", "1KiB", "1GiB"},
      {"http.origins", list, "", "The origins."},
      {"log.level", string, "info", "How much."},
      {"openai.api_key", secret, "", "The key."},
  };
  out[1].choices = {"sqlite", "postgres"};
  out[6].may_be_empty = true;
  out[7].choices = {"info", "debug"};
  out[8].may_be_empty = true;
  return out;
}

std::vector<FieldError> faults(const ConfigSources& sources) {
  auto config = Config::load(keys(), sources);
  return config ? std::vector<FieldError>{} : config.error().fields;
}

TEST(config, has_its_defaults_and_expands_references) {
  auto config = Config::load(keys(), {}).value();
  EXPECT_EQ(config.text("database.url"), "sqlite:var/db");
  EXPECT_EQ(config.integer("auth.port"), 8004);
  EXPECT_EQ(config.duration("auth.ttl"), Duration(15min));
  EXPECT_EQ(config.bytes("http.max_body"), std::size_t{8} << 20);
  EXPECT_TRUE(config.boolean("auth.open"));
  EXPECT_TRUE(config.list("http.origins").empty());
  EXPECT_TRUE(config.is_default("auth.port"));
}

TEST(config, lets_later_sources_win) {
  ConfigSources sources;
  sources.file_name = "elevaite.conf";
  sources.file_text =
      "# a comment\n\ndata.dir = /srv\r\n[auth]\nport = 1\nttl=\"30s\"\n[http]\n"
      "origins = https://a.example , https://b.example\n";
  sources.environment = {
      {"ELEVAITE_AUTH_PORT", "2"}, {"ELEVAITE_AUTH_OPEN", "false"}, {"HOME", "/"}};
  sources.settings = {"auth.port=3"};
  auto config = Config::load(keys(), sources).value();
  EXPECT_EQ(config.text("database.url"), "sqlite:/srv/db");
  EXPECT_EQ(config.integer("auth.port"), 3);
  EXPECT_EQ(config.duration("auth.ttl"), Duration(30s));
  EXPECT_FALSE(config.boolean("auth.open"));
  EXPECT_EQ(config.list("http.origins"),
            (std::vector<std::string>{"https://a.example", "https://b.example"}));
  EXPECT_FALSE(config.is_default("auth.port"));
}

TEST(config, reports_every_fault_of_every_source_together) {
  ConfigSources sources;
  sources.file_name = "c";
  sources.file_text = "auth.prot = 1\nnonsense\nlog.level = \"open\n";
  sources.environment = {{"ELEVAITE_AUTH_TTL", "fast"}, {"ELEVAITE_DATABSE_URL", "sqlite:x"}};
  sources.settings = {"auth.port=70000", "http.max_body=1",        "log.level=loud", "data.dir=",
                      "lonely",          "database.url=redis://x", "auth.open=yes"};
  std::map<std::string, std::string> found;
  for (const auto& fault : faults(sources)) found[fault.field] = fault.code + " " + fault.message;
  EXPECT_EQ(found["c:1 auth.prot"], "unknown There is no such key. Did you mean auth.port?");
  EXPECT_EQ(found["c:2"].substr(0, 9), "malformed");
  EXPECT_EQ(found["c:3"].substr(0, 9), "malformed");
  EXPECT_EQ(found["auth.ttl"], "type \"fast\" is not a duration like 500ms, 15m or 30d.");
  EXPECT_EQ(found["ELEVAITE_DATABSE_URL"],
            "unknown There is no such key. Did you mean ELEVAITE_DATABASE_URL?");
  EXPECT_EQ(found["auth.port"], "too_large 70000 is above 65535.");
  EXPECT_EQ(found["http.max_body"], "too_small 1 is below 1KiB.");
  EXPECT_EQ(found["log.level"], "type \"loud\" is not one of info, debug.");
  EXPECT_EQ(found["data.dir"], "required It must not be empty.");
  EXPECT_EQ(found["--set lonely"].substr(0, 9), "malformed");
  EXPECT_EQ(found["database.url"], "type The value is not one of sqlite, postgres.");
  EXPECT_EQ(found["auth.open"].substr(0, 4), "type");
  EXPECT_EQ(found.size(), 12u);
}

TEST(config, leaves_the_variables_of_tools_alone) {
  ConfigSources sources;
  sources.environment = {{"ELEVAITE_TEST_POSTGRES", "x"}, {"ELEVAITE_CONFIG", "y"}};
  EXPECT_TRUE(faults(sources).empty());
}

TEST(config, refuses_references_to_nothing_to_secrets_and_in_circles) {
  for (const char* setting : {"data.dir=${no.such}", "data.dir=${openai.api_key}", "data.dir=${",
                              "data.dir=${database.url}", "data.dir=${data.dir}"}) {
    ConfigSources sources;
    sources.settings = {setting};
    EXPECT_FALSE(faults(sources).empty()) << setting;
  }
}

TEST(config, reads_a_secret_from_a_file_and_never_prints_it) {
  auto path = std::filesystem::temp_directory_path() / ("secret" + Uuid::generate().base32());
  std::ofstream(path) << "sk-from-file\n";
  ConfigSources sources;
  sources.environment = {{"ELEVAITE_OPENAI_API_KEY_FILE", path.string()}};
  auto config = Config::load(keys(), sources).value();
  std::filesystem::remove(path);
  EXPECT_EQ(config.text("openai.api_key"), "sk-from-file");
  EXPECT_EQ(to_text(config.printable()).find("sk-from-file"), std::string::npos);
  EXPECT_EQ(config.printable().at("openai.api_key"), "(set)");

  auto missing = faults(sources);
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].code, "unreadable");
}

TEST(config, hides_the_password_of_a_url) {
  ConfigSources sources;
  sources.settings = {"database.url=postgres://user:p@ss@host/db"};
  auto config = Config::load(keys(), sources).value();
  EXPECT_EQ(config.printable().at("database.url"), "postgres://***@host/db");
}

TEST(config, reads_durations_and_sizes_without_overflow) {
  EXPECT_EQ(parse_duration("250us"), Duration(250us));
  EXPECT_EQ(parse_duration("2h"), Duration(2h));
  for (const char* text : {"", "5", "s", "-1s", "1.5s", "1 s", "5S", "99999999999999d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  EXPECT_EQ(parse_bytes("4096"), 4096);
  EXPECT_EQ(parse_bytes("2GiB"), std::int64_t{2} << 30);
  for (const char* text : {"", "MiB", "1MB", "-1", "9999999999999GiB"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(config, suggests_only_what_is_near) {
  EXPECT_EQ(nearest_name("auth.prot", {"auth.port", "auth.ttl"}), "auth.port");
  EXPECT_EQ(nearest_name("zzzzzz", {"auth.port"}), "");
}

TEST(config, may_name_secrets_that_are_kept_elsewhere) {
  ConfigSources sources;
  sources.settings = {"database.url=secretsmanager:db#url", "openai.api_key=secretsmanager:key"};
  auto config = Config::load(keys(), sources).value();
  EXPECT_EQ(config.references().size(), 2U);
  EXPECT_EQ(config.references().at("database.url"), "secretsmanager:db#url");
  EXPECT_EQ(find_string(config.printable(), "openai.api_key"), "secretsmanager:key");
  sources.secrets = {{"database.url", "postgres://a:b@c/d"}, {"openai.api_key", "sk-1"}};
  config = Config::load(keys(), sources).value();
  EXPECT_EQ(config.text("database.url"), "postgres://a:b@c/d");
  EXPECT_EQ(config.text("openai.api_key"), "sk-1");
  EXPECT_EQ(find_string(config.printable(), "database.url"), "secretsmanager:db#url");
}

TEST(config, checks_secrets_as_any_value_and_lets_nothing_else_be_one) {
  ConfigSources sources;
  sources.settings = {"database.url=secretsmanager:db"};
  sources.secrets = {{"database.url", "mysql://a:hidden@c/d"}};
  auto found = faults(sources);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].field, "database.url");
  EXPECT_EQ(found[0].message.find("hidden"), std::string::npos);
  sources.settings = {"auth.port=secretsmanager:port"};
  found = faults(sources);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, "reference");
}

}  // namespace
}  // namespace elevaite
