// Asks the services of this container whether they live: elevaite-health [PORT...]. The image has no
// shell and no curl. Without a port it asks the default ones of all services, of which at least one
// must answer and none may answer badly: which of them runs is the container's command.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

enum class Answer { none, healthy, unhealthy };

Answer ask(int port) {
  int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return Answer::none;
  timeval patience{.tv_sec = 3, .tv_usec = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Answer answer = Answer::none;
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    char start[12] = {};  // "HTTP/1.1 200"
    bool is_sent = ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) ==
                   static_cast<ssize_t>(request.size());
    bool is_read = is_sent && ::recv(socket, start, sizeof start, MSG_WAITALL) == sizeof start;
    bool is_good = is_read && std::string(start, sizeof start) == "HTTP/1.1 200";
    answer = is_good ? Answer::healthy : Answer::unhealthy;
  }
  ::close(socket);
  return answer;
}

}  // namespace

int main(int count, char** words) {
  std::vector<int> ports;
  for (int i = 1; i < count; ++i) ports.push_back(std::atoi(words[i]));
  bool is_any = ports.empty();
  if (is_any) ports = {8004, 8006, 8007};
  int healthy = 0;
  for (int port : ports) {
    Answer answer = ask(port);
    if (answer == Answer::healthy) ++healthy;
    if (answer == Answer::unhealthy || (answer == Answer::none && !is_any)) {
      std::fprintf(stderr, "Port %d does not answer /healthz with 200.\n", port);
      return 1;
    }
  }
  if (healthy == 0) std::fputs("No service answers.\n", stderr);
  return healthy == 0 ? 1 : 0;
}
