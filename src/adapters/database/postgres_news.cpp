#include "adapters/database/postgres_news.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::string_view kListen = "LISTEN elevaite_news";
// The word may be lost, so its commit need not wait for the disk.
constexpr std::string_view kNotify =
    "SELECT set_config('synchronous_commit', 'off', true), pg_notify('elevaite_news', $1)";
constexpr Duration kBetweenWords = 10ms;

}  // namespace

PostgresNews::PostgresNews(Executor executor, std::shared_ptr<PostgresPool> pool)
    : executor_(executor), pool_(std::move(pool)), timer_(executor), tasks_(executor) {}

void PostgresNews::stop() {
  stopped_ = true;
  timer_.cancel();
  if (connection_) connection_->stop();
}

std::unique_ptr<ports::Listening> PostgresNews::listen(std::string channel,
                                                       std::function<void()> heard) {
  if (!connection_ && !stopped_) {
    connection_ = std::make_shared<PostgresConnection>(executor_, pool_->settings(), *this);
    tasks_.spawn(PostgresConnection::run(connection_));
  }
  return listeners_.add(std::move(channel), std::move(heard));
}

void PostgresNews::on_room() {
  if (!std::exchange(has_asked_, true)) ask_to_listen();
  for (const std::string& channel : connection_->take_news()) listeners_.call(channel);
}

void PostgresNews::on_disconnected(const std::string&) { has_asked_ = false; }

void PostgresNews::ask_to_listen() {
  auto answered = [weak = weak_from_this()](Outcome outcome) {
    auto self = weak.lock();
    // What was told while nobody listened.
    if (self && outcome) self->listeners_.call_all();
  };
  auto request = std::make_unique<PostgresRequest>(ports::Scope::system(),
                                                   Completion<Outcome>(executor_, answered));
  request->statements.push_back({kListen});
  connection_->send(std::move(request));
}

// The next session asks anew.
void PostgresNews::take_back(std::unique_ptr<PostgresRequest> request) {
  request->answer(Error{ErrorCode::unavailable, "The connection was lost.", "connection_lost"});
}

void PostgresNews::take_back_later(std::unique_ptr<PostgresRequest> request) {
  take_back(std::move(request));
}

void PostgresNews::tell(std::string channel) {
  if (stopped_) return;
  words_.insert(std::move(channel));
  if (!std::exchange(is_sending_, true)) send_words();
}

void PostgresNews::send_words() {
  for (const std::string& word : words_) {
    auto sent = [](const Outcome&) {};
    auto request = std::make_unique<PostgresRequest>(ports::Scope::system(),
                                                     Completion<Outcome>(executor_, sent));
    request->statements.push_back({kNotify, {word}});
    pool_->submit(std::move(request), pool_->query_limit());
  }
  words_.clear();
  timer_.expires_after(kBetweenWords);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& code) {
    auto self = weak.lock();
    if (code || !self) return;
    self->is_sending_ = !self->words_.empty();
    if (self->is_sending_) self->send_words();
  });
}

}  // namespace elevaite::adapters::database
