// Words between objects that use one database, as processes do.
#include "adapters/database/conformance_test.hpp"

namespace elevaite::adapters::database {
namespace {

class News : public DatabaseTest {
 protected:
  News() {
    script("CREATE TABLE numbers (n bigint NOT NULL)");
    other_ = open(url_);
  }
  ~News() override {
    listening_.reset();
    other_.reset();
  }
  // SQLite tells of every commit, PostgreSQL when it is asked to.
  void tell(const std::string& channel) {
    query("INSERT INTO numbers (n) VALUES (1)");
    database().tell(channel);
  }
  void listen(const std::string& channel) {
    listening_ = other_->listen(channel, 1ms, [this] { ++heard_; });
  }

  std::unique_ptr<ports::Database> other_;
  std::unique_ptr<ports::Listening> listening_;
  int heard_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Databases, News, testing::Values("sqlite", "postgres"), name_of_kind);

TEST_P(News, reach_another_process) {
  listen("queue/long");
  loop_.run_until([this] { return heard_ > 0; });
  for (int i = 0; i < 3; ++i) {
    const int before = heard_;
    tell("queue/long");
    loop_.run_until([this, before] { return heard_ > before; });
  }
}

TEST_P(News, are_heard_no_more_by_who_has_gone) {
  listen("queue/long");
  loop_.run_until([this] { return heard_ > 0; });
  listening_.reset();
  const int before = heard_;
  tell("queue/long");
  loop_.run_for(30ms);
  EXPECT_EQ(heard_, before);
}

TEST_P(News, come_again_after_the_server_was_restarted) {
  if (GetParam() == "sqlite") return;
  listen("queue/long");
  loop_.run_until([this] { return heard_ > 0; });
  int before = heard_;
  server().restart_immediately();
  // It listens anew, and takes it that something was missed.
  loop_.run_until([this, before] { return heard_ > before; });
  before = heard_;
  loop_.await(database().ping(10s)).value();
  database().tell("queue/long");
  loop_.run_until([this, before] { return heard_ > before; });
}

TEST_P(News, are_told_apart_by_their_channel) {
  if (GetParam() == "sqlite") return;
  listen("queue/long");
  loop_.run_until([this] { return heard_ > 0; });
  const int before = heard_;
  database().tell("queue/quick");
  loop_.run_for(50ms);
  EXPECT_EQ(heard_, before);
}

}  // namespace
}  // namespace elevaite::adapters::database
