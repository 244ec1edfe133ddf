#include "core/net/curl_loop.hpp"

#include <sys/epoll.h>

#include "core/assert.hpp"
#include "core/net/curl_easy.hpp"

namespace elevaite::net {
namespace {

constexpr int kBatch = 64;
// Deadlines are exact to this; it bounds how often all active transfers are looked at.
constexpr Duration kMinSweepPause = 5ms;
// Rounds of due timers in one turn of the event loop; what remains comes with the next.
constexpr int kMaxTimerRounds = 4;

void initialise_curl_once() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  ASSERT(code == CURLE_OK);
}

}  // namespace

Transfer::~Transfer() {
  if (loop) loop->detach(*this);
}

CurlLoop::CurlLoop(Executor executor, const ClientOptions& options, bool is_guarded)
    : executor_(executor), is_guarded_(is_guarded), epoll_(executor), timer_(executor) {
  initialise_curl_once();
  int fd = ::epoll_create1(EPOLL_CLOEXEC);
  ASSERT(fd >= 0);
  epoll_.assign(fd);
  multi_ = curl_multi_init();
  ASSERT(multi_ != nullptr);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlCallbacks::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlCallbacks::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, options.max_connections_per_host);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, options.max_idle_connections);
}

CurlLoop::~CurlLoop() {
  for (auto& easy : easies_) curl_multi_remove_handle(multi_, easy->handle);
  easies_.clear();
  curl_multi_cleanup(multi_);
}

Task<int> CurlLoop::run(Transfer& transfer) {
  auto initiate = [this, &transfer](auto handler) {
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected()) {
      slot.assign([&transfer](asio::cancellation_type) {
        if (transfer.loop) transfer.loop->abort(transfer, kCancelled);
      });
    }
    transfer.done.emplace(executor_, std::move(handler));
    start(transfer);
  };
  int code = co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(int)>(
      initiate, use_task);
  if (code == kCancelled) throw boost::system::system_error(asio::error::operation_aborted);
  co_return code;
}

void CurlLoop::start(Transfer& transfer) {
  transfer.loop = this;
  if (is_closed_) return finish(transfer, kClosed);
  if (is_inside_curl_) {
    to_start_.push_back(&transfer);
    return;
  }
  transfer.last_byte = std::chrono::steady_clock::now();
  transfer.easy = take_easy();
  transfer.easy->configure(transfer);
  transfer.index = active_.size();
  active_.push_back(&transfer);
  sweep_at_ = std::min(sweep_at_, transfer.deadline);
  if (transfer.request->idle_timeout > Duration::zero()) {
    sweep_at_ = std::min(sweep_at_, transfer.last_byte + transfer.request->idle_timeout);
  }
  if (curl_multi_add_handle(multi_, transfer.easy->handle) != CURLM_OK) {
    finish(transfer, CURLE_FAILED_INIT);
  }
  settle();
}

// Takes the transfer out of the loop without telling anybody.
void CurlLoop::detach(Transfer& transfer) {
  transfer.loop = nullptr;
  std::erase(to_start_, &transfer);
  std::erase_if(to_abort_, [&transfer](const auto& entry) { return entry.first == &transfer; });
  if (!transfer.easy) return;
  transfer.curl_message = transfer.easy->error_text;
  curl_multi_remove_handle(multi_, transfer.easy->handle);
  transfer.easy->transfer = nullptr;
  idle_easies_.push_back(std::exchange(transfer.easy, nullptr));
  active_[transfer.index] = active_.back();
  active_[transfer.index]->index = transfer.index;
  active_.pop_back();
}

void CurlLoop::finish(Transfer& transfer, int code) {
  detach(transfer);
  auto done = std::move(transfer.done);
  transfer.done.reset();
  if (done) (*done)(code);
}

void CurlLoop::abort(Transfer& transfer, int code) {
  if (is_inside_curl_) {
    to_abort_.emplace_back(&transfer, code);
    return;
  }
  finish(transfer, code);
  settle();
}

void CurlLoop::close() {
  auto self = shared_from_this();
  is_closed_ = true;
  auto ending = active_;
  ending.insert(ending.end(), to_start_.begin(), to_start_.end());
  for (Transfer* transfer : ending) abort(*transfer, kClosed);
}

CurlEasy* CurlLoop::take_easy() {
  if (idle_easies_.empty()) {
    easies_.push_back(std::make_unique<CurlEasy>(*this, is_guarded_));
    return easies_.back().get();
  }
  auto* easy = idle_easies_.back();
  idle_easies_.pop_back();
  return easy;
}

void CurlLoop::act(int fd, int events) {
  int running = 0;
  is_inside_curl_ = true;
  curl_multi_socket_action(multi_, fd, events, &running);
  is_inside_curl_ = false;
}

void CurlLoop::act_on_due_timers() {
  for (int round = 0; round < kMaxTimerRounds; ++round) {
    auto now = std::chrono::steady_clock::now();
    if (curl_deadline_ > now) return;
    curl_deadline_ = SteadyTime::max();
    act(CURL_SOCKET_TIMEOUT, 0);
    collect_finished();
    // curl does not repeat a time that it has announced before, even if this action came too early
    // for it.
    long left = -1;
    if (curl_deadline_ == SteadyTime::max() && curl_multi_timeout(multi_, &left) == CURLM_OK &&
        left >= 0) {
      curl_deadline_ = now + std::chrono::milliseconds(std::max(left, 1L));
    }
  }
}

void CurlLoop::collect_finished() {
  int remaining = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &remaining)) {
    if (message->msg != CURLMSG_DONE) continue;
    int code = message->data.result;
    char* data = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &data);
    auto* easy = reinterpret_cast<CurlEasy*>(data);
    if (easy->transfer) finish(*easy->transfer, code);
  }
}

void CurlLoop::run_deferred() {
  auto aborting = std::exchange(to_abort_, {});
  for (auto& [transfer, code] : aborting) {
    if (transfer->loop) finish(*transfer, code);
  }
  auto starting = std::exchange(to_start_, {});
  for (Transfer* transfer : starting) start(*transfer);
}

// The end of every entry into this class from outside.
void CurlLoop::settle() {
  if (is_inside_curl_) return;
  collect_finished();
  act_on_due_timers();
  if (!to_abort_.empty() || !to_start_.empty()) run_deferred();
  wait_for_sockets();
  arm_timer();
}

void CurlLoop::wait_for_sockets() {
  if (active_.empty()) {
    // With nothing under way nothing may keep the event loop busy.
    boost::system::error_code ignored;
    if (is_waiting_) epoll_.cancel(ignored);
    return;
  }
  if (is_waiting_) return;
  is_waiting_ = true;
  epoll_.async_wait(Descriptor::wait_read,
                    [weak = weak_from_this()](const boost::system::error_code& code) {
                      auto self = weak.lock();
                      if (!self) return;
                      self->is_waiting_ = false;
                      if (!code) self->on_sockets_ready();
                      if (code) self->wait_for_sockets();
                    });
}

void CurlLoop::on_sockets_ready() {
  epoll_event events[kBatch];
  int count = ::epoll_wait(epoll_.native_handle(), events, kBatch, 0);
  for (int i = 0; i < count; ++i) {
    int fd = events[i].data.fd;
    auto found = watches_.find(fd);
    if (found == watches_.end()) continue;  // closed by an action of this batch
    Watch& watch = found->second;
    if (watch.wanted == 0) {
      // A pooled connection that the server closes, as a rule. curl finds out when it wants to use
      // it.
      register_events(fd, watch, 0);
      continue;
    }
    unsigned ready = events[i].events;
    int action =
        (ready & EPOLLIN ? CURL_CSELECT_IN : 0) | (ready & EPOLLOUT ? CURL_CSELECT_OUT : 0);
    if (ready & (EPOLLERR | EPOLLHUP)) action |= CURL_CSELECT_ERR;
    act(fd, action);
  }
  settle();
}

void CurlLoop::watch_socket(int fd, unsigned wanted) {
  Watch& watch = watches_[fd];
  watch.wanted = wanted;
  // A socket of ours that goes back to the pool stays registered: it will want the same again soon.
  if (wanted == 0 && watch.is_ours) return;
  register_events(fd, watch, wanted);
  if (wanted == 0) watches_.erase(fd);
}

void CurlLoop::register_events(int fd, Watch& watch, unsigned events) {
  if (watch.registered == events) return;
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  int operation = watch.registered == 0 ? EPOLL_CTL_ADD
                  : events == 0         ? EPOLL_CTL_DEL
                                        : EPOLL_CTL_MOD;
  ::epoll_ctl(epoll_.native_handle(), operation, fd, &event);
  watch.registered = events;
}

void CurlLoop::arm_timer() {
  if (active_.empty()) {
    sweep_at_ = SteadyTime::max();
    if (armed_ != SteadyTime::max()) timer_.cancel();
    armed_ = SteadyTime::max();
    return;
  }
  auto next = std::min(curl_deadline_, sweep_at_);
  // Armed for an earlier time is good enough: it will be armed anew then.
  if (next >= armed_) return;
  armed_ = next;
  timer_.expires_at(next);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& code) {
    auto self = weak.lock();
    if (!code && self) self->on_timer();
  });
}

void CurlLoop::on_timer() {
  armed_ = SteadyTime::max();
  auto now = std::chrono::steady_clock::now();
  if (now >= sweep_at_) sweep(now);
  settle();
}

void CurlLoop::sweep(SteadyTime now) {
  sweep_at_ = SteadyTime::max();
  // finish() moves the last transfer to the place of the finished one, hence backwards.
  for (std::size_t i = active_.size(); i-- > 0;) {
    Transfer& transfer = *active_[i];
    auto idle = transfer.request->idle_timeout;
    auto idle_deadline = idle > Duration::zero() ? transfer.last_byte + idle : SteadyTime::max();
    if (now >= transfer.deadline) {
      finish(transfer, kTotalTimeout);
    } else if (now >= idle_deadline) {
      finish(transfer, kIdleTimeout);
    } else {
      sweep_at_ = std::min({sweep_at_, transfer.deadline, idle_deadline});
    }
  }
  if (sweep_at_ != SteadyTime::max()) sweep_at_ = std::max(sweep_at_, now + kMinSweepPause);
}

}  // namespace elevaite::net
