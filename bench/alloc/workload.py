"""What bench/alloc/python.py lets Python do: each function makes and drops many small objects."""
import json
import sys


def numbers(n):
    total = 0.0
    for i in range(n):
        total += i * 1.5 - (i ^ 0x5555) / 3.0
    return total


def strings(n):
    words = ["%d:%s" % (i, "x" * (i % 60)) for i in range(n)]
    return len("".join(sorted(words)))


def dictionaries(n):
    tables = [{("k%d" % (i * j % 97)): (i, j) for j in range(20)} for i in range(n // 20)]
    return sum(len(t) for t in tables)


def objects(n):
    class Node:
        def __init__(self, left, right):
            self.left, self.right = left, right

    def tree(depth):
        return Node(tree(depth - 1), tree(depth - 1)) if depth else Node(None, None)

    def count(node):
        return 1 + (count(node.left) + count(node.right) if node.left else 0)

    return sum(count(tree(12)) for _ in range(n // 8192))


def parsing(n):
    text = json.dumps([{"id": i, "name": "name %d" % i, "tags": ["a", "b", str(i)]}
                       for i in range(n // 10)])
    return sum(len(json.loads(text)) for _ in range(4))


def lists(n):
    rows = [[i, i + 1, i + 2] for i in range(n)]
    rows.sort(key=lambda r: -r[1])
    return sum(r[0] for r in rows)


if __name__ == "__main__":
    print(globals()[sys.argv[1]](int(sys.argv[2])))
