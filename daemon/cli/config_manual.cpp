#include "app/manual.hpp"
#include "cli/verbs.hpp"

#include <ostream>

namespace fingerpost::cli {

namespace {

int run(const Arguments&, Io& io) {
    io.out << app::manual();
    return exit_ok;
}

} // namespace

constinit const Verb config_manual{
    .path = "config manual",
    .summary = "Write the manual page fingerpost.conf(5)",
    .examples = "fingerpost config manual | man -l -",
    .run = run};

} // namespace fingerpost::cli
