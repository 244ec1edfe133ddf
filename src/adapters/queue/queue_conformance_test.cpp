// What every queue must do, whichever it is.
#include <set>

#include "adapters/database/conformance_test.hpp"
#include "adapters/database/migrate.hpp"
#include "adapters/queue/database.hpp"
#include "adapters/queue/memory.hpp"

namespace elevaite::adapters::queue {
namespace {

using ports::Delivery;
using ports::QueueMessage;

constexpr Duration kVisibility = 30s;
const model::TenantId kAda{Uuid::generate()};
const model::TenantId kEve{Uuid::generate()};

class Queues : public testing::TestWithParam<std::string> {
 protected:
  Queues() {
    if (GetParam() == "memory") {
      queue_ = make_memory_queue(loop_.executor(), "long", clock_);
      return;
    }
    std::string url;
    if (GetParam() == "postgres") {
      url = test::PostgresServer::instance().create_database();
    } else {
      auto pattern = (std::filesystem::temp_directory_path() / "elevaite_queue_XXXXXX").string();
      directory_ = mkdtemp(pattern.data());
      url = "sqlite:" + (directory_ / "test.db").string();
    }
    database_ = database::open_database(loop_.executor(), url).value();
    auto migrations = database::embedded_migrations(database_->dialect());
    loop_.await(database::migrate(*database_, std::move(migrations))).value();
    queue_ = make("long");
    second_ = make("long");
  }
  ~Queues() override {
    queue_.reset();
    second_.reset();
    database_.reset();
    loop_.run_for(1ms);
    if (!directory_.empty()) std::filesystem::remove_all(directory_);
  }

  std::unique_ptr<ports::JobQueue> make(const std::string& name) {
    return make_database_queue(loop_.executor(), *database_, name, clock_, {.poll_interval = 5ms});
  }
  void send(std::string body, model::TenantId tenant = kAda, int priority = ports::kNormalPriority,
            Duration delay = {}) {
    QueueMessage message{Uuid::generate(), tenant, priority, std::move(body), delay};
    std::vector<QueueMessage> messages{std::move(message)};
    loop_.await(queue_->enqueue(std::move(messages))).value();
  }
  static ports::ReceiveOptions at_once(std::size_t max, Duration wait = {}) {
    ports::ReceiveOptions options;
    options.max = max;
    options.wait = wait;
    options.visibility = kVisibility;
    return options;
  }
  std::vector<Delivery> receive(std::size_t max = 1) {
    return loop_.await(queue_->receive(at_once(max))).value();
  }
  std::vector<std::string> bodies(std::size_t max) {
    std::vector<std::string> bodies;
    for (Delivery& delivery : receive(max)) bodies.push_back(delivery.body);
    std::ranges::sort(bodies);
    return bodies;
  }
  std::string reason(Result<void> result) { return result ? "ok" : result.error().reason; }
  ports::QueueDepth depth() { return loop_.await(queue_->depth()).value(); }

  database::Loop loop_;
  ManualClock clock_;
  std::filesystem::path directory_;
  std::unique_ptr<ports::Database> database_;
  std::unique_ptr<ports::JobQueue> queue_;
  std::unique_ptr<ports::JobQueue> second_;  // as another process has it; null for memory
};

INSTANTIATE_TEST_SUITE_P(All, Queues, testing::Values("memory", "sqlite", "postgres"),
                         database::name_of_kind);

TEST_P(Queues, delivers_what_was_sent_once_until_it_becomes_visible_again) {
  send("hello");
  auto first = receive(10);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].body, "hello");
  EXPECT_EQ(first[0].receive_count, 1);
  EXPECT_EQ(first[0].sent_at, clock_.now());
  EXPECT_TRUE(receive().empty());
  clock_.advance(kVisibility);
  auto again = receive();
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].receive_count, 2);
  EXPECT_NE(again[0].receipt, first[0].receipt);
  loop_.await(queue_->complete(again[0].receipt)).value();
  clock_.advance(10 * kVisibility);
  EXPECT_TRUE(receive().empty());
}

TEST_P(Queues, fences_the_receipt_of_an_earlier_receive) {
  send("hello");
  auto zombie = receive()[0];
  clock_.advance(kVisibility);
  auto owner = receive()[0];
  EXPECT_EQ(reason(loop_.await(queue_->extend(zombie.receipt, kVisibility))), "stale_receipt");
  EXPECT_EQ(reason(loop_.await(queue_->complete(zombie.receipt))), "stale_receipt");
  EXPECT_EQ(reason(loop_.await(queue_->fail(zombie.receipt, Duration(0)))), "stale_receipt");
  EXPECT_EQ(reason(loop_.await(queue_->dead_letter(zombie, "x"))), "stale_receipt");
  EXPECT_TRUE(receive().empty());
  EXPECT_EQ(reason(loop_.await(queue_->complete(owner.receipt))), "ok");
}

TEST_P(Queues, hides_longer_when_extended) {
  send("hello");
  auto delivery = receive()[0];
  clock_.advance(kVisibility - 1s);
  loop_.await(queue_->extend(delivery.receipt, kVisibility)).value();
  clock_.advance(kVisibility - 1s);
  EXPECT_TRUE(receive().empty());
  clock_.advance(1s);
  EXPECT_EQ(receive().size(), 1U);
}

TEST_P(Queues, delivers_later_what_is_delayed_or_handed_back) {
  send("later", kAda, ports::kNormalPriority, 10s);
  EXPECT_TRUE(receive().empty());
  EXPECT_EQ(depth().delayed, 1);
  clock_.advance(10s);
  auto delivery = receive()[0];
  loop_.await(queue_->fail(delivery.receipt, 5s)).value();
  EXPECT_TRUE(receive().empty());
  clock_.advance(5s);
  EXPECT_EQ(receive().size(), 1U);
}

TEST_P(Queues, keeps_one_message_an_id_and_the_last_one_wins) {
  QueueMessage message{Uuid::generate(), kAda, ports::kNormalPriority, "old"};
  std::vector<QueueMessage> messages{message};
  loop_.await(queue_->enqueue(messages)).value();
  auto delivery = receive()[0];
  messages[0].body = "new";
  loop_.await(queue_->enqueue(messages)).value();
  EXPECT_EQ(reason(loop_.await(queue_->complete(delivery.receipt))), "stale_receipt");
  auto again = receive(10);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].body, "new");
}

TEST_P(Queues, keeps_dead_letters_with_their_reason_until_they_are_redriven) {
  for (auto body : {"a", "b", "c"}) {
    send(body);
    loop_.await(queue_->dead_letter(receive()[0], std::string("broken ") + body)).value();
    clock_.advance(1s);
  }
  EXPECT_TRUE(receive().empty());
  auto letters = loop_.await(queue_->dead_letters(2)).value();
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_EQ(letters[0].body, "a");
  EXPECT_EQ(letters[0].reason, "broken a");
  EXPECT_EQ(depth().dead, 3);
  EXPECT_EQ(loop_.await(queue_->redrive(2)).value(), 2);
  EXPECT_EQ(bodies(10), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(loop_.await(queue_->redrive(10)).value(), 1);
  EXPECT_EQ(loop_.await(queue_->redrive(10)).value(), 0);
  auto last = receive(10);
  ASSERT_EQ(last.size(), 1U);
  EXPECT_EQ(last[0].receive_count, 1);
}

TEST_P(Queues, lets_tenants_take_turns_however_long_a_backlog_is) {
  std::vector<QueueMessage> bulk;
  for (int i = 0; i < 500; ++i)
    bulk.push_back({Uuid::generate(), kAda, ports::kHighestPriority, "bulk"});
  loop_.await(queue_->enqueue(std::move(bulk))).value();
  EXPECT_EQ(receive(20).size(), 20U);
  for (int i = 0; i < 10; ++i) send("late", kEve, ports::kLowestPriority);
  auto next = bodies(10);
  EXPECT_GE(std::ranges::count(next, "late"), 5);
  EXPECT_GE(std::ranges::count(next, "bulk"), 4);
}

TEST_P(Queues, takes_no_more_of_a_tenant_than_the_receiver_has_room_for) {
  for (int i = 0; i < 5; ++i) send("ada");
  send("eve", kEve);
  auto options = at_once(10);
  std::size_t room_of_ada = 2;
  options.room = [&](model::TenantId tenant) { return tenant == kAda ? room_of_ada : 9; };
  std::multiset<std::string> seen;
  for (const Delivery& delivery : loop_.await(queue_->receive(options)).value())
    seen.insert(delivery.body);
  EXPECT_EQ(seen, (std::multiset<std::string>{"ada", "ada", "eve"}));
  room_of_ada = 0;
  EXPECT_TRUE(loop_.await(queue_->receive(options)).value().empty());
}

TEST_P(Queues, serves_a_tenants_higher_priority_first_and_each_in_order) {
  send("low", kAda, 1);
  clock_.advance(1s);
  send("first", kAda, 5);
  clock_.advance(1s);
  send("second", kAda, 5);
  clock_.advance(1s);
  for (auto body : {"first", "second", "low"}) {
    auto delivery = receive();
    ASSERT_EQ(delivery.size(), 1U);
    EXPECT_EQ(delivery[0].body, body);
  }
}

TEST_P(Queues, counts_what_it_has) {
  EXPECT_FALSE(depth().oldest_age);
  send("a");
  clock_.advance(3s);
  send("b");
  send("c", kAda, ports::kNormalPriority, 60s);
  auto seen = depth();
  EXPECT_EQ(seen.ready, 2);
  EXPECT_EQ(seen.delayed, 1);
  EXPECT_EQ(seen.oldest_age, Duration(3s));
  receive(1);
  seen = depth();
  EXPECT_EQ(seen.ready, 1);
  EXPECT_EQ(seen.in_flight, 1);
}

TEST_P(Queues, wakes_who_waits_when_something_is_sent) {
  std::optional<std::vector<Delivery>> woken;
  auto begun = std::chrono::steady_clock::now();
  loop_.spawn(queue_->receive(at_once(1, 30s)),
              [&](Result<std::vector<Delivery>> found) { woken = found.value(); });
  loop_.run_for(10ms);
  EXPECT_FALSE(woken);
  send("hello");
  loop_.run_until([&] { return woken.has_value(); });
  EXPECT_EQ(woken->size(), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 20s);
}

TEST_P(Queues, holds_any_text) {
  std::string body = R"({"name":"Zoë \u0000 'x' \"y\" 日本"})";
  send(body);
  EXPECT_EQ(receive()[0].body, body);
}

// Two receivers at a time, again and again: nothing twice, nothing left.
TEST_P(Queues, gives_each_message_to_one_of_several_receivers) {
  if (!second_) {
    second_ = std::move(queue_);
    queue_ = make_memory_queue(loop_.executor(), "empty", clock_);
  }
  std::vector<QueueMessage> messages;
  for (int i = 0; i < 200; ++i)
    messages.push_back({Uuid::generate(), i % 3 ? kAda : kEve, 4, std::to_string(i)});
  loop_.await(second_->enqueue(std::move(messages))).value();
  std::multiset<std::string> seen;
  while (true) {
    std::size_t ended = 0;
    std::size_t found = 0;
    auto add = [&](Result<std::vector<Delivery>> deliveries) {
      ++ended;
      for (Delivery& delivery : deliveries.value()) seen.insert(delivery.body), ++found;
    };
    loop_.spawn(queue_->receive(at_once(7)), add);
    loop_.spawn(second_->receive(at_once(7)), add);
    loop_.run_until([&] { return ended == 2; });
    if (found == 0 && (depth().ready == 0)) break;
  }
  EXPECT_EQ(seen.size(), 200U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 200U);
}

}  // namespace
}  // namespace elevaite::adapters::queue
