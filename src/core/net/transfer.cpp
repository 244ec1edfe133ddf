#include "core/net/transfer.hpp"

#include "core/assert.hpp"

namespace elevaite::net {
namespace {

constexpr int kBatch = 64;
// Deadlines are exact to this; it bounds how often all active transfers are looked at.
constexpr Duration kMinTransferSweepPause = 5ms;

}  // namespace

Transfer::~Transfer() {
  if (loop) loop->detach(*this);
}

bool Transfer::take_body(std::string_view piece) {
  body_bytes += piece.size();
  if (body_bytes > request->max_response_bytes) {
    failure = Error{ErrorCode::limit_exceeded,
                    "The answer of " + std::string(host) + " is larger than " +
                        std::to_string(request->max_response_bytes) + " bytes."};
    return false;
  }
  if (!is_streamed()) {
    response.body += piece;
    return true;
  }
  // No exception may pass through a carrier.
  try {
    auto result = request->on_body(piece);
    if (result.has_value()) return true;
    failure = std::move(result).error();
  } catch (...) {
    exception = std::current_exception();
  }
  return false;
}

bool Transfer::must_not_repeat() {
  if (may_repeat) return false;
  failure = Error{ErrorCode::unavailable,
                  "The connection to " + std::string(host) +
                      " broke before an answer came; the request may have taken effect.",
                  "outcome_unknown"};
  return true;
}

void Transfer::refuse_head() {
  failure = Error{ErrorCode::limit_exceeded, "The answer of " + std::string(host) +
                                                 " has more than 256 KiB of header fields."};
}

TransferLoop::TransferLoop(Executor executor)
    : executor_(executor), epoll_(executor), timer_(executor) {
  int fd = ::epoll_create1(EPOLL_CLOEXEC);
  ASSERT(fd >= 0);
  epoll_.assign(fd);
}

Task<int> TransferLoop::run(Transfer& transfer) {
  auto initiate = [this, &transfer](auto handler) {
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected()) {
      slot.assign([&transfer](asio::cancellation_type) {
        if (transfer.loop) transfer.loop->abort(transfer, kCancelled);
      });
    }
    transfer.done.emplace(executor_, std::move(handler));
    transfer.loop = this;
    if (is_closed_) return finish(transfer, kClosed);
    start(transfer);
  };
  int code = co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(int)>(
      initiate, use_task);
  if (code == kCancelled) throw boost::system::system_error(asio::error::operation_aborted);
  co_return code;
}

void TransferLoop::enlist(Transfer& transfer) {
  transfer.last_byte = std::chrono::steady_clock::now();
  transfer.index = active_.size();
  transfer.is_active = true;
  active_.push_back(&transfer);
  look_at(transfer.deadline);
  auto idle = transfer.request->idle_timeout;
  if (idle > Duration::zero()) look_at(transfer.last_byte + idle);
}

void TransferLoop::detach(Transfer& transfer) {
  transfer.loop = nullptr;
  let_go(transfer);
  if (!transfer.is_active) return;
  transfer.is_active = false;
  active_[transfer.index] = active_.back();
  active_[transfer.index]->index = transfer.index;
  active_.pop_back();
}

void TransferLoop::finish(Transfer& transfer, int code) {
  detach(transfer);
  auto done = std::move(transfer.done);
  transfer.done.reset();
  if (done) (*done)(code);
}

void TransferLoop::abort(Transfer& transfer, int code) {
  finish(transfer, code);
  settle();
}

void TransferLoop::connect_expired(Transfer& transfer) { finish(transfer, kConnectTimeout); }

void TransferLoop::close() {
  auto self = shared_from_this();
  is_closed_ = true;
  auto ending = active_;
  for (Transfer* transfer : waiting()) ending.push_back(transfer);
  for (Transfer* transfer : ending) abort(*transfer, kClosed);
}

void TransferLoop::rest() {
  wait_for_sockets();
  arm_timer();
}

void TransferLoop::wait_for_sockets() {
  if (active_.empty()) {
    // With nothing under way nothing may keep the event loop busy.
    boost::system::error_code ignored;
    if (is_waiting_) epoll_.cancel(ignored);
    return;
  }
  if (is_waiting_) return;
  is_waiting_ = true;
  epoll_.async_wait(asio::posix::descriptor_base::wait_read,
                    [weak = weak_from_this()](const boost::system::error_code& code) {
                      auto self = weak.lock();
                      if (!self) return;
                      self->is_waiting_ = false;
                      if (!code) self->on_sockets_ready();
                      if (code) self->wait_for_sockets();
                    });
}

void TransferLoop::on_sockets_ready() {
  epoll_event events[kBatch];
  int count = ::epoll_wait(epoll_fd(), events, kBatch, 0);
  for (int i = 0; i < count; ++i) on_socket(events[i]);
  settle();
}

void TransferLoop::arm_timer() {
  if (active_.empty()) {
    sweep_at_ = SteadyTime::max();
    if (armed_ != SteadyTime::max()) timer_.cancel();
    armed_ = SteadyTime::max();
    return;
  }
  auto next = std::min(wake_at_, sweep_at_);
  // Armed for an earlier time is good enough: it will be armed anew then.
  if (next >= armed_) return;
  armed_ = next;
  timer_.expires_at(next);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& code) {
    auto self = weak.lock();
    if (!code && self) self->on_timer();
  });
}

void TransferLoop::on_timer() {
  armed_ = SteadyTime::max();
  auto now = std::chrono::steady_clock::now();
  if (now >= sweep_at_) sweep(now);
  settle();
}

void TransferLoop::sweep(SteadyTime now) {
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
    } else if (now >= transfer.connect_deadline) {
      connect_expired(transfer);
    } else {
      look_at(std::min({transfer.deadline, idle_deadline, transfer.connect_deadline}));
    }
  }
  if (sweep_at_ != SteadyTime::max()) sweep_at_ = std::max(sweep_at_, now + kMinTransferSweepPause);
}

}  // namespace elevaite::net
