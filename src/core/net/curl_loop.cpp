#include "core/net/curl_loop.hpp"

#include "core/assert.hpp"
#include "core/net/curl_easy.hpp"

namespace elevaite::net {
namespace {

// Rounds of due timers in one turn of the event loop; what remains comes with the next.
constexpr int kMaxTimerRounds = 4;

void initialise_curl_once() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  ASSERT(code == CURLE_OK);
}

}  // namespace

CurlLoop::CurlLoop(Executor executor, const ClientOptions& options, bool is_guarded)
    : TransferLoop(executor), is_guarded_(is_guarded) {
  initialise_curl_once();
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

void CurlLoop::start(Transfer& transfer) {
  if (is_inside_curl_) {
    to_start_.push_back(&transfer);
    return;
  }
  enlist(transfer);
  transfer.easy = take_easy();
  transfer.easy->configure(transfer);
  if (curl_multi_add_handle(multi_, transfer.easy->handle) != CURLM_OK) {
    finish(transfer, CURLE_FAILED_INIT);
  }
  settle();
}

void CurlLoop::let_go(Transfer& transfer) {
  std::erase(to_start_, &transfer);
  std::erase_if(to_abort_, [&transfer](const auto& entry) { return entry.first == &transfer; });
  if (!transfer.easy) return;
  transfer.detail = transfer.easy->error_text;
  curl_multi_remove_handle(multi_, transfer.easy->handle);
  transfer.easy->transfer = nullptr;
  idle_easies_.push_back(std::exchange(transfer.easy, nullptr));
}

void CurlLoop::abort(Transfer& transfer, int code) {
  if (is_inside_curl_) {
    to_abort_.emplace_back(&transfer, code);
    return;
  }
  TransferLoop::abort(transfer, code);
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
    if (wake_at_ > now) return;
    wake_at_ = SteadyTime::max();
    act(CURL_SOCKET_TIMEOUT, 0);
    collect_finished();
    // curl does not repeat a time that it has announced before, even if this action came too early
    // for it.
    long left = -1;
    if (wake_at_ == SteadyTime::max() && curl_multi_timeout(multi_, &left) == CURLM_OK &&
        left >= 0) {
      wake_at_ = now + std::chrono::milliseconds(std::max(left, 1L));
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

void CurlLoop::settle() {
  if (is_inside_curl_) return;
  collect_finished();
  act_on_due_timers();
  if (!to_abort_.empty() || !to_start_.empty()) run_deferred();
  rest();
}

void CurlLoop::on_socket(const epoll_event& event) {
  int fd = event.data.fd;
  auto found = watches_.find(fd);
  if (found == watches_.end()) return;  // closed by an action of this batch
  Watch& watch = found->second;
  if (watch.wanted == 0) {
    // A pooled connection that the server closes, as a rule. curl finds out when it wants to use
    // it.
    register_events(fd, watch, 0);
    return;
  }
  int action = (event.events & EPOLLIN ? CURL_CSELECT_IN : 0) |
               (event.events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
  if (event.events & (EPOLLERR | EPOLLHUP)) action |= CURL_CSELECT_ERR;
  act(fd, action);
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
  ::epoll_ctl(epoll_fd(), operation, fd, &event);
  watch.registered = events;
}

}  // namespace elevaite::net
