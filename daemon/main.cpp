#include "cli/command.hpp"

int main(int argc, char** argv) {
    return fingerpost::cli::run(argc, argv);
}
