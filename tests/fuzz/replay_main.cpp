// Stands in for libFuzzer in ordinary builds: every file of the corpus directory goes once through
// the fuzz target, so that each CI run replays every input that ever mattered.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

int replay(const std::filesystem::path& directory) {
  int replayed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string input(std::istreambuf_iterator<char>(file), {});
    std::cout << entry.path().filename() << std::endl;  // flushed: a crash shows its input last
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    ++replayed;
  }
  return replayed;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::cerr << "Give the directory of the corpus.\n";
    return 2;
  }
  const int replayed = replay(argv[1]);
  std::cout << replayed << " inputs replayed\n";
  return replayed == 0 ? 1 : 0;  // a target without a corpus proves nothing
}
