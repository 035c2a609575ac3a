import argparse
def main():
    p = argparse.ArgumentParser()
    p.add_argument('--epochs', '-e', default=3, type=int, help='number of epochs')
    p.add_argument('--verbose', action='store_true')
    args = p.parse_args()
    w = Value(1.0)
    for e in range(args.epochs):
        loss = (w * 2 - 3) ** 2
        w.grad = 0
        loss.backward()
        w.data -= 0.05 * w.grad
        if args.verbose or e == args.epochs - 1:
            print(e, loss.data, w.data)
if __name__ == "__main__":
    main()
