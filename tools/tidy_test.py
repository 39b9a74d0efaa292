#!/usr/bin/env python3
"""Each house check, on a small tree that is right and on trees that are wrong in one place."""

import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tidy  # noqa: E402
from house.functions import functions  # noqa: E402
from house.tree import Source  # noqa: E402

STAGES = """| order | folder | what it holds | files |
| --- | --- | --- | --- |
| 0 | `record` | every stage writes entries; it knows none | `entry.h` |
| 1 | `report` | what somebody says | `rules.h` |
| 2 | `cases` | what it means | `rules.h` |
"""
RIGHT = {
    "src/flow/README.md": STAGES,
    "src/core/README.md": "core\n",
    "src/core/result.h": "#include <string>\nnamespace heed::core {\n}\n",
    "src/flow/record/README.md": "record\n",
    "src/flow/record/entry.h": '#include "core/result.h"\nnamespace heed::record {\n}\n',
    "src/flow/report/README.md": "report\n",
    "src/flow/report/rules.h": '#include "flow/record/entry.h"\n',
    "src/flow/cases/README.md": "cases\n",
    "src/flow/cases/rules.h": '#include "flow/report/rules.h"\n',
}
OPEN_WORK = "TO" + "DO"


def findings(files, checks, exceptions=""):
    """The findings of `checks` on RIGHT with `files` laid over it; a file that is None is left out."""
    with tempfile.TemporaryDirectory() as root:
        tree = {**RIGHT, **files}
        if exceptions:
            tree["tools/tidy_exceptions.txt"] = exceptions
        for path, text in tree.items():
            if text is not None:
                os.makedirs(os.path.dirname(os.path.join(root, path)) or root, exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
        return [(finding.path, finding.line, finding.text) for finding in tidy.run(root, checks)]


def inside(path, body):
    return {path: "#include <map>\nvoid f() {\n" + body + "\n}\n"}


def lines(count):
    return "int a;\n" * count


# check, name, the tree's change, what the message must say. Every row must be found exactly once.
WRONG = [
    ("layers", "core_includes_flow", {"src/core/a.h": '#include "flow/record/entry.h"\n'}, "core may not include"),
    ("layers", "a_stage_includes_a_later_one", {"src/flow/report/a.h": '#include "flow/cases/rules.h"\n'},
     "flow/report may not include"),
    ("layers", "record_includes_a_stage", {"src/flow/record/a.h": '#include "flow/report/rules.h"\n'},
     "flow/record may not include"),
    ("layers", "a_stage_includes_the_flow_root",
     {"src/flow/hub.h": '#include "flow/cases/rules.h"\n', "src/flow/report/a.h": '#include "flow/hub.h"\n'},
     "flow/report may not include"),
    ("layers", "a_library_includes_another",
     {"src/lib/a/a.h": "int a;\n", "src/lib/b/b.h": '#include "lib/a/a.h"\n'}, "lib/b may not include"),
    ("layers", "ports_include_lib", {"src/lib/a/a.h": "int a;\n", "src/ports/p.h": '#include "lib/a/a.h"\n'},
     "ports may not include"),
    ("layers", "an_operation_includes_another",
     {"src/operations/a.h": "int a;\n", "src/operations/b.cpp": '#include "operations/a.h"\n'},
     "an operation includes another one"),
    ("layers", "an_adapter_includes_another",
     {"src/adapters/x/a.h": "int a;\n", "src/adapters/y/b.cpp": '#include "adapters/x/a.h"\n'},
     "adapters/y may not include"),
    ("layers", "the_server_includes_a_store",
     {"src/adapters/store/memory/s.h": "int a;\n", "src/server/a.cpp": '#include "adapters/store/memory/s.h"\n'},
     "server may not include"),
    ("layers", "an_include_of_nothing", {"src/core/a.h": '#include "result.h"\n'}, 'there is no "result.h"'),
    ("layers", "a_band_that_nobody_named", {"src/extras/a.h": "int a;\n"}, "is no band"),
    ("third_party", "a_library_in_core", {"src/core/a.cpp": "#include <boost/json.hpp>\n"}, "belongs to lib/json"),
    ("third_party", "a_library_in_flow", {"src/flow/report/a.cpp": "#include <openssl/evp.h>\n"}, "lib/digest"),
    ("third_party", "another_libraries_library", {"src/lib/toml/a.cpp": "#include <boost/json.hpp>\n"}, "lib/json"),
    ("third_party", "sqlite_in_the_memory_store", {"src/adapters/store/memory/a.cpp": "#include <sqlite3.h>\n"},
     "adapters/store/sqlite"),
    ("third_party", "more_asio_in_ports", {"src/ports/a.h": "#include <boost/asio/post.hpp>\n"},
     "does not belong in ports"),
    ("third_party", "beast_in_the_server_root", {"src/server/a.cpp": "#include <boost/beast/http.hpp>\n"},
     "server/http"),
    ("third_party", "doctest_in_the_product", {"src/core/a.cpp": "#include <doctest/doctest.h>\n"}, "*_test.cpp"),
    ("third_party", "the_system_in_flow", {"src/flow/cases/a.cpp": "#include <unistd.h>\n"}, "go through a port"),
    ("third_party", "a_library_that_nobody_named", {"src/app/a.cpp": "#include <folly/a.h>\n"}, "no folder may use it"),
    ("fences", "a_fenced_type_in_a_shared_header",
     {"src/server/http/s.h": "#include <boost/beast/http.hpp>\n", "src/app/a.cpp": '#include "server/http/s.h"\n'},
     "reaches src/app/a.cpp"),
    ("cycles", "two_folders_need_each_other",
     {"src/lib/a/a.h": '#include "lib/b/b.h"\n', "src/lib/b/b.h": '#include "lib/a/a.h"\n'}, "lib/a -> lib/b -> lib/a"),
    ("cycles", "three_folders_deep_down",
     {"src/adapters/x/a/a.h": '#include "adapters/x/b/b.h"\n', "src/adapters/x/b/b.h": '#include "adapters/x/c/c.h"\n',
      "src/adapters/x/c/c.h": '#include "adapters/x/a/a.h"\n'}, "a circle of folders"),
    ("sizes", "a_long_file", {"src/core/a.cpp": lines(401)}, "401 lines, a file has at most 400"),
    ("sizes", "a_long_header", {"src/core/a.h": lines(151)}, "151 lines, a header has at most 150"),
    ("sizes", "a_long_function", {"src/core/a.cpp": "void f() {\n" + "g();\n" * 59 + "}\n"}, "f: 61 lines"),
    ("sizes", "a_wide_function",
     {"src/core/a.cpp": "int f(int a, int b, int c, std::map<int, int> d, int e) { return 1; }\n"},
     "f: 5 parameters"),
    ("sizes", "a_wide_constructor", {"src/core/a.cpp": "A::A(int a, int b, int c, int d, int e) : a_(a), b_{b} {}\n"},
     "A::A: 5 parameters"),
    ("sizes", "deep_nesting", inside("src/core/a.cpp", "if (a) {\nfor (;;) {\nwhile (b) {\nif (c) {\n}\n}\n}\n}"),
     "f: nested 4 deep"),
    ("sizes", "a_long_line", {"src/core/a.cpp": "// " + "a" * 118 + "\n"}, "121 characters"),
    ("sizes", "a_full_folder", {f"src/app/a{n}.cpp": "int a;\n" for n in range(21)}, "21 C++ files"),
    ("await", "in_a_condition", inside("src/app/a.cpp", "if (co_await g()) h();"), "five forms"),
    ("await", "in_an_argument", inside("src/app/a.cpp", "h(co_await g());"), "five forms"),
    ("await", "its_member_at_once", inside("src/app/a.cpp", "auto x = (co_await g()).y;"), "five forms"),
    ("await", "in_a_choice", inside("src/app/a.cpp", "auto x = co_await g() ? 1 : 2;"), "inside a larger expression"),
    ("await", "in_a_comparison", inside("src/app/a.cpp", "auto x = co_await g(a) == 1;"), "inside a larger expression"),
    ("await", "in_a_range", inside("src/app/a.cpp", "for (auto x : co_await g()) h(x);"), "five forms"),
    ("lambdas", "a_capturing_coroutine", inside("src/app/a.cpp", "go([&]() -> T { co_return; });"), "captures [&]"),
    ("never", "default_in_flow", inside("src/flow/cases/a.cpp", "switch (a) {\ndefault: g();\n}"),
     "name every enumerator"),
    ("never", "throw", inside("src/app/a.cpp", "throw 1;"), "we throw nothing"),
    ("texts", "a_tab", {"src/core/a.cpp": "\tint a;\n"}, "a tab"),
    ("texts", "open_work", {"README.md": f"{OPEN_WORK}: more\n"}, "work left open"),
    ("texts", "a_path_of_one_machine", {"src/core/a.cpp": 'auto a = "/ho' + 'me/me/a";\n'}, "a path of one machine"),
    ("names", "a_type_that_says_nothing", {"src/core/a.h": "class CaseManager {};\n"}, "CaseManager"),
    ("names", "a_file_that_says_nothing", {"src/core/text_util.h": "int a;\n"}, "text_util.h"),
    ("names", "a_folder_that_collects", {"src/core/common/a.h": "int a;\n"}, "a folder `common`"),
    ("namespaces", "another_folders_namespace", {"src/flow/cases/rules.h": "namespace heed::report {\n}\n"},
     "heed::cases"),
    ("stages", "a_stage_without_its_files",
     {"src/flow/cases/rules.h": None, "src/flow/cases/a.h": "int a;\n"}, "no rules.h"),
    ("stages", "a_stage_without_a_readme", {"src/flow/cases/README.md": None}, "no README.md"),
    ("stages", "a_folder_that_is_no_stage", {"src/flow/rumours/a.h": "int a;\n"}, "is no stage of this table"),
    ("stages", "no_table", {"src/flow/README.md": "flow\n"}, "no table of the stages"),
    ("stages", "record_is_not_first", {"src/flow/README.md": STAGES.replace("| 0 |", "| 3 |")}, "record at 0"),
    ("readmes", "a_band_without_a_readme", {"src/core/README.md": None}, "is missing"),
    ("readmes", "a_long_readme", {"src/core/README.md": lines(61)}, "at most 60"),
]

# check, name, the tree's change. Nothing may be found.
ALLOWED = [
    ("layers", "the_flow_root_includes_every_stage",
     {"src/flow/hub.h": '#include "flow/cases/rules.h"\n#include "flow/record/entry.h"\n'}),
    ("layers", "an_operation_includes_the_desk_and_itself",
     {"src/operations/desk/desk.h": "int a;\n", "src/operations/b.h": "int b;\n",
      "src/operations/b.cpp": '#include "operations/b.h"\n#include "operations/desk/desk.h"\n'}),
    ("layers", "an_operations_test_includes_several",
     {"src/operations/a.h": "int a;\n", "src/operations/b.h": "int b;\n",
      "src/operations/b_test.cpp": '#include "operations/a.h"\n#include "operations/b.h"\n'}),
    ("layers", "app_includes_everything",
     {"src/app/a.cpp": '#include "flow/cases/rules.h"\n#include "core/result.h"\n'}),
    ("third_party", "every_library_at_home",
     {"src/lib/json/a.cpp": "#include <boost/json.hpp>\n#include <vector>\n",
      "src/adapters/store/sqlite/a.cpp": "#include <sqlite3.h>\n#include <unistd.h>\n",
      "src/core/a_test.cpp": "#include <doctest/doctest.h>\n"}),
    ("fences", "a_fenced_type_in_a_private_header",
     {"src/server/http/s.h": "#include <boost/beast/http.hpp>\n",
      "src/server/http/s.cpp": '#include "server/http/s.h"\n'}),
    ("sizes", "everything_at_its_limit",
     {"src/core/a.cpp": "void f(int a, int b, int c, int d) {\n" + "g();\n" * 58 + "}\n" + lines(340),
      "src/core/a.h": "// " + "a" * 117 + "\n" + lines(149)}),
    ("await", "the_five_forms", inside("src/app/a.cpp", """  co_await g(a, b ? 1 : 2);
  auto x = co_await g(a, b);
  const std::map<int, int> y = co_await g(a);
  auto [m, n] = co_await g(a);
  x = co_await g(a, b);
  this->x_ = co_await g(a);
  CO_TRY(auto z, co_await g(a, b));
  CO_TRY(co_await g(a));
  if (a) co_await g(f(1));
  for (int i = 0; i < 3; ++i) co_await g(i);
  co_return co_await g(a, b);""")),
    ("await", "words_in_texts_and_comments", inside("src/app/a.cpp", 'h("if (co_await g())");  // if (co_await g())')),
    ("lambdas", "a_plain_coroutine_and_a_capturing_rule",
     inside("src/app/a.cpp", "go([](T a) -> T { co_return; }); sort(v, [&](int x) { return x; }); co_return;")),
    ("never", "default_and_throw_where_they_mean_something_else",
     {"src/flow/cases/a.h": "struct A {\nA() = default;  // throw\n};\n"}),
    ("namespaces", "short_names_and_codecs",
     {"src/flow/cases/a.h": "namespace heed::cases {\nnamespace {\n}\n}\nnamespace heed {\n}\n"
                            "namespace heed::core {\ntemplate <>\nstruct Codec<A>;\n}\n"}),
    ("texts", "a_place_of_every_machine", {"README.md": "see https://example.org/wo" + "rk/a\n"}),
]

CPP = """
template <class T = int>
class Door : public Base<T, int> {
 public:
  Door(std::string name, int size = 3) : name_(std::move(name)), sizes_{size, size} {
    if (size > 2) {
      for (auto& each : sizes_) { each = 1; }
    }
  }
  bool operator()(int a, int b) const noexcept { return a < b; }
  auto operator<=>(const Door&) const = default;
 private:
  std::vector<int> sizes_{1, 2};
};
constexpr std::array<int, 2> table = {1, 2};
static const std::map<std::string, std::function<void(int, int)>> doors{{"a", [](int, int) { while (true) {} }}};
namespace inner { enum class Word { one, two }; }
std::function<void(int, int)> pick(std::map<int, int> from, std::function<int(int, int)> by = {})
{
  switch (from.size()) {
    case 1: { return [&](int a, int b) { if (a) { by(a, b); } }; }
  }
  auto made = Made{.a = 1};
  if (made.a) { return {}; } else if (made.b) { return {}; }
}
TEST_CASE("a { brace in a text") { CHECK(1 == 1); }
"""


class Checks(unittest.TestCase):
    def test_the_right_tree_has_no_findings(self):
        self.assertEqual(findings({}, None), [])

    def test_every_check_finds_what_is_wrong(self):
        for check, name, files, text in WRONG:
            with self.subTest(check=check, name=name):
                found = findings(files, [check])
                self.assertEqual(len(found), 1, found)
                self.assertIn(text, found[0][2])

    def test_every_check_lets_pass_what_is_right(self):
        for check, name, files in ALLOWED:
            with self.subTest(check=check, name=name):
                self.assertEqual(findings(files, [check]), [])

    def test_every_check_has_a_tree_that_fails_it(self):
        self.assertEqual(set(tidy.CHECKS), {check for check, *_ in WRONG})

    def test_a_finding_names_its_line(self):
        found = findings({"src/core/a.cpp": "int a;\n\n\tint b;\n"}, ["texts"])
        self.assertEqual([(path, line) for path, line, _ in found], [("src/core/a.cpp", 3)])


class Exceptions(unittest.TestCase):
    long_file = {"src/core/a.cpp": lines(410)}

    def told(self, row):
        return [text for _, _, text in findings(self.long_file, ["sizes"], row)]

    def test_an_exception_excuses_its_size(self):
        self.assertEqual(self.told("file src/core/a.cpp 410 a table of the standard\n"), [])

    def test_an_exception_excuses_no_larger_size(self):
        self.assertIn("410 lines", " ".join(self.told("file src/core/a.cpp 409 a table of the standard\n")))

    def test_an_exception_must_follow_a_file_that_shrinks(self):
        self.assertIn("write 410 here", " ".join(self.told("file src/core/a.cpp 411 a table of the standard\n")))

    def test_an_exception_that_is_not_needed_fails(self):
        rows = "file src/core/a.cpp 410 a table\nfile src/core/gone.cpp 500 a table\n"
        self.assertIn("no longer needed", " ".join(self.told(rows)))

    def test_an_exception_says_why(self):
        self.assertIn("not an exception", " ".join(self.told("file src/core/a.cpp 410\n")))


class Scanner(unittest.TestCase):
    def test_functions_are_found_with_their_sizes(self):
        source = Source("", "a.cpp")
        source.text = CPP
        found = [(f.name, f.first, f.last, f.parameters, f.nesting) for f in functions(source.code)]
        self.assertEqual(found, [
            ("Door", 5, 9, 2, 2),
            ("operator_call", 10, 10, 2, 0),
            ("pick", 18, 25, 2, 2),
            ("TEST_CASE", 26, 26, 1, 0),
        ])


if __name__ == "__main__":
    unittest.main()
