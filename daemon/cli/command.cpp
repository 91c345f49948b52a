#include "cli/command.hpp"

namespace fingerpost::cli {

int run(int, char**) {
    return 1;
}

} // namespace fingerpost::cli
