// heed-verify: one static program, for those who hold a proof and have no hub.

#include <iostream>
#include <string>
#include <vector>

#include "app/verify/run.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return heed::verify::run(arguments, std::cout, std::cerr);
}
